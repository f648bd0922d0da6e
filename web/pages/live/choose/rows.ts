import type { OrgUnit } from '../../../../server/contract/org.ts';
import { stateOf, type HealthOf } from '../../../components/health-order.ts';
import { pathIds, type UnitTree } from '../../../components/unit-tree.ts';
import type { Entry } from './entries.ts';

/** How many cameras are at and below a unit, how many of them answer, and how many do not; others were never looked at. */
export interface Count {
  online: number;
  offline: number;
  all: number;
}

interface Placed {
  /** Of the row: the unit's or the channel's. */
  id: string;
  /** From 1, as screen readers count. */
  level: number;
  position: number;
  siblings: number;
}

export type UnitRow = Placed & { kind: 'unit'; unit: OrgUnit; open: boolean; count: Count };
/** `detail`: what is said of it beside its name. */
export type ChannelRow = Placed & { kind: 'channel'; entry: Entry; detail: string };
/** A line of the chooser. */
export type Row = UnitRow | ChannelRow;

const NOTHING: Count = { online: 0, offline: 0, all: 0 };

/** A camera that answers is online, whether its picture is good or not; one never looked at is not. */
export function isOnline(cameraId: string, health: HealthOf): boolean {
  const state = stateOf(cameraId, health);
  return state === 'working' || state === 'faulty';
}

/** Counts by unit, each with all below it; a camera with several channels counts once. */
export function countOnline(tree: UnitTree, entries: readonly Entry[], health: HealthOf): Map<string, Count> {
  const counts = new Map<string, Count>();
  const paths = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { cameraId, unitId } of entries) {
    if (seen.has(cameraId)) continue;
    seen.add(cameraId);
    let path = paths.get(unitId);
    if (!path) paths.set(unitId, (path = pathIds(tree, unitId)));
    const online = isOnline(cameraId, health) ? 1 : 0;
    const offline = stateOf(cameraId, health) === 'offline' ? 1 : 0;
    for (const id of path) {
      const count = counts.get(id);
      if (count) {
        count.online += online;
        count.offline += offline;
        count.all += 1;
      } else counts.set(id, { online, offline, all: 1 });
    }
  }
  return counts;
}

/**
 * The tree: only units that have a camera at or below them, each with its units before its own channels. What belongs to no
 * known unit stands at the end.
 * @param isOpen whether a unit is unfolded; the root's level is 1
 */
export function treeRows(
  tree: UnitTree,
  entries: readonly Entry[],
  counts: ReadonlyMap<string, Count>,
  isOpen: (id: string, level: number) => boolean,
): Row[] {
  const own = Map.groupBy(entries, ({ unitId }) => unitId);
  const rows: Row[] = [];
  const add = (parent: string | null, level: number, channels: readonly Entry[]): void => {
    const units = (tree.children.get(parent) ?? []).filter(({ id }) => counts.has(id));
    const siblings = units.length + channels.length;
    units.forEach((unit, index) => {
      const open = isOpen(unit.id, level);
      const count = counts.get(unit.id) ?? NOTHING;
      rows.push({ kind: 'unit', id: unit.id, unit, level, position: index + 1, siblings, open, count });
      if (open) add(unit.id, level + 1, own.get(unit.id) ?? []);
    });
    channels.forEach((entry, index) => {
      const position = units.length + index + 1;
      rows.push({ kind: 'channel', id: entry.channelId, entry, level, position, siblings, detail: '' });
    });
  };
  add(
    null,
    1,
    entries.filter(({ unitId }) => !tree.byId.has(unitId)),
  );
  return rows;
}

/** A plain list: units (folded), then channels. */
export function flatRows(
  units: readonly OrgUnit[],
  counts: ReadonlyMap<string, Count>,
  channels: readonly { entry: Entry; detail: string }[],
): Row[] {
  const siblings = units.length + channels.length;
  return [
    ...units.map((unit, index): Row => {
      const count = counts.get(unit.id) ?? NOTHING;
      return { kind: 'unit', id: unit.id, unit, level: 1, position: index + 1, siblings, open: false, count };
    }),
    ...channels.map(({ entry, detail }, index): Row => {
      const position = units.length + index + 1;
      return { kind: 'channel', id: entry.channelId, entry, level: 1, position, siblings, detail };
    }),
  ];
}

/** Channels at and below a unit, in the order of the tree; those of cameras that answer first. */
export function channelsBelow(tree: UnitTree, entries: readonly Entry[], health: HealthOf, unitId: string): string[] {
  const own = Map.groupBy(entries, (entry) => entry.unitId);
  const all: Entry[] = [];
  const gather = (id: string): void => {
    for (const child of tree.children.get(id) ?? []) gather(child.id);
    all.push(...(own.get(id) ?? []));
  };
  gather(unitId);
  return onlineFirst(all, health);
}

/** Ids of the channels, those of cameras that answer first; otherwise in their order. */
export function onlineFirst(entries: readonly Entry[], health: HealthOf): string[] {
  const online = entries.filter(({ cameraId }) => isOnline(cameraId, health));
  const others = entries.filter(({ cameraId }) => !isOnline(cameraId, health));
  return [...online, ...others].map(({ channelId }) => channelId);
}
