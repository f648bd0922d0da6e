import type { Invited } from '../../../server/contract/meeting.ts';
import type { OrgUnit, Site } from '../../../server/contract/org.ts';
import { idsBelow, rowsOf, type UnitTree } from '../../components/unit-tree.ts';

/** A line to choose from: a unit, or a site of the unit above it. */
export type InviteLine =
  | { kind: 'unit'; id: string; name: string; level: number; hasBelow: boolean }
  | { kind: 'site'; id: string; name: string; level: number };

/** Units in the order of the tree, each followed by its sites. @param words each must occur in the unit or the site */
export function inviteLines(tree: UnitTree, sites: readonly Site[], words: string): InviteLine[] {
  const sitesOf = Map.groupBy(sites, ({ unitId }) => unitId);
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => wanted.every((word) => text.toLowerCase().includes(word));
  return rowsOf(tree, { open: new Set(tree.byId.keys()) }).flatMap(({ unit, level, open }) => {
    const found = has(`${unit.name} ${unit.civilCode}`);
    const own = (sitesOf.get(unit.id) ?? []).filter(({ name }) => found || has(`${unit.name} ${name}`));
    if (!found && own.length === 0) return [];
    const line: InviteLine = { kind: 'unit', id: unit.id, name: unit.name, level, hasBelow: open !== null };
    return [line, ...own.map(({ id, name }): InviteLine => ({ kind: 'site', id, name, level: level + 1 }))];
  });
}

/** With one more, or without it. */
export function toggleInvited(invited: Invited, kind: InviteLine['kind'], id: string): Invited {
  const list = kind === 'unit' ? 'unitIds' : 'siteIds';
  const before = invited[list];
  return { ...invited, [list]: before.includes(id) ? before.filter((one) => one !== id) : [...before, id] };
}

/** With a unit and all that are below it; without them where all are in it already. */
export function toggleBelow(invited: Invited, tree: UnitTree, id: string): Invited {
  const below = [...idsBelow(tree, id)].filter((one) => isActive(tree.byId.get(one)));
  const all = below.every((one) => invited.unitIds.includes(one));
  const others = invited.unitIds.filter((one) => !below.includes(one));
  return { ...invited, unitIds: all ? others : [...others, ...below] };
}

/** How many are chosen, of all kinds. */
export function countInvited({ unitIds, siteIds, userIds }: Invited): number {
  return unitIds.length + siteIds.length + userIds.length;
}

function isActive(unit: OrgUnit | undefined): boolean {
  return unit !== undefined && unit.state !== 'retired';
}
