import type { Invited } from '../../contract/meeting.ts';
import type { OrgUnit, Site } from '../../contract/org.ts';
import { inTreeOrder } from '../../tree-order.ts';

interface Place {
  kind: 'unit' | 'site';
  id: string;
  name: string;
}

/**
 * The invited units and sites as the tree has them: a unit, its sites, then what lies below it. What is gone comes last,
 * without a name.
 */
export function invitedPlaces(
  units: readonly OrgUnit[],
  sites: readonly Site[],
  { unitIds, siteIds }: Pick<Invited, 'unitIds' | 'siteIds'>,
): Place[] {
  const wanted = new Set([...unitIds, ...siteIds]);
  const sitesOf = Map.groupBy(sites, ({ unitId }) => unitId);
  const places = inTreeOrder(units).flatMap(({ id, name }): Place[] => [
    { kind: 'unit', id, name },
    ...(sitesOf.get(id) ?? []).map((site): Place => ({ kind: 'site', id: site.id, name: site.name })),
  ]);
  const known = new Set(places.map(({ id }) => id));
  const gone = (kind: Place['kind'], ids: readonly string[]) =>
    ids.filter((id) => !known.has(id)).map((id): Place => ({ kind, id, name: '' }));
  return [...places.filter(({ id }) => wanted.has(id)), ...gone('unit', unitIds), ...gone('site', siteIds)];
}
