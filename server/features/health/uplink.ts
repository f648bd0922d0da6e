import type { Cause } from '../../contract/camera.ts';

/** A camera, for whoever asks whether a whole unit is cut off. */
export interface Placed {
  /** Ids of the units that it lies in, the root first. */
  path: readonly string[];
  /** When it was lost, ms since 1970; null: it answers, or nobody has looked yet. */
  lostAt: number | null;
  cause: Cause | null;
}

/** A unit most of whose cameras went at once. */
export interface Cut {
  unitId: string;
  cameras: number;
  cause: Cause | null;
}

/** Cameras lost within this time went at once, ms: one round of cheap proofs, and some. */
export const AT_ONCE = 120_000;
/** Fewer than so many are so many single faults. */
const FEWEST = 4;
/** Share of a unit's cameras that must be gone. */
const MOST = 0.8;

interface Tally {
  total: number;
  gone: Placed[];
  depth: number;
}

/**
 * Units that are cut off: as high in the tree as most cameras are gone, and then as low as all that are gone lie. What was
 * lost long before says nothing about the uplink, and is not counted.
 * @param cameras those of no unit that is known to be cut off
 */
export function findCuts(cameras: readonly Placed[], now: number): Cut[] {
  const lately = cameras.filter(({ lostAt }) => lostAt === null || lostAt > now - AT_ONCE);
  if (lately.filter(({ lostAt }) => lostAt !== null).length < FEWEST) return [];
  const tallies = tally(lately);
  const cuts: Cut[] = [];
  const told = new Set<Placed>();
  for (const [unitId, { total, gone }] of [...tallies].toSorted(([, a], [, b]) => a.depth - b.depth)) {
    if (gone.length < FEWEST || gone.length < total * MOST || gone.some((camera) => told.has(camera))) continue;
    cuts.push({ unitId: lowest(unitId, gone), cameras: gone.length, cause: mostFrequent(gone) });
    for (const camera of gone) told.add(camera);
  }
  return cuts;
}

function tally(cameras: readonly Placed[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const camera of cameras) {
    for (const [depth, unitId] of camera.path.entries()) {
      const known = tallies.get(unitId) ?? { total: 0, gone: [], depth };
      tallies.set(unitId, known);
      known.total++;
      if (camera.lostAt !== null) known.gone.push(camera);
    }
  }
  return tallies;
}

/** The lowest unit that holds all of them: the village, where the county has no cameras but the village's. */
function lowest(unitId: string, gone: readonly Placed[]): string {
  const [first] = gone;
  const below = first?.path.slice(first.path.indexOf(unitId) + 1) ?? [];
  return below.findLast((id) => gone.every(({ path }) => path.includes(id))) ?? unitId;
}

function mostFrequent(gone: readonly Placed[]): Cause | null {
  const groups = [...Map.groupBy(gone, ({ cause }) => cause)];
  return groups.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}
