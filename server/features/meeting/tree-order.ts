import type { Invited } from '../../contract/meeting.ts';
import type { OrgUnit, Site } from '../../contract/org.ts';

interface Place {
  kind: 'unit' | 'site';
  id: string;
  name: string;
}

/**
 * The invited units and sites as the tree has them: a unit, its sites, then what lies below it; siblings by division code
 * and name. What is gone comes last, without a name.
 */
export function inTreeOrder(
  units: readonly OrgUnit[],
  sites: readonly Site[],
  { unitIds, siteIds }: Pick<Invited, 'unitIds' | 'siteIds'>,
): Place[] {
  const wanted = new Set([...unitIds, ...siteIds]);
  const children = Map.groupBy(units, ({ parentId }) => parentId);
  const sitesOf = Map.groupBy(sites, ({ unitId }) => unitId);
  const places: Place[] = [];
  const walk = (parentId: string | null): void => {
    for (const { id, name } of (children.get(parentId) ?? []).toSorted(bySibling)) {
      places.push({ kind: 'unit', id, name });
      for (const site of sitesOf.get(id) ?? []) places.push({ kind: 'site', id: site.id, name: site.name });
      walk(id);
    }
  };
  walk(null);
  const known = new Set(places.map(({ id }) => id));
  const gone = (kind: Place['kind'], ids: readonly string[]) =>
    ids.filter((id) => !known.has(id)).map((id): Place => ({ kind, id, name: '' }));
  return [...places.filter(({ id }) => wanted.has(id)), ...gone('unit', unitIds), ...gone('site', siteIds)];
}

function bySibling(a: OrgUnit, b: OrgUnit): number {
  return a.civilCode.localeCompare(b.civilCode) || a.name.localeCompare(b.name, 'zh');
}
