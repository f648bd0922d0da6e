import type { Alarm } from '../../contract/health.ts';
import { type Cut, findCuts } from './uplink.ts';
import type { Verdict } from './standing.ts';

/** A camera, for whoever decides on alarms. Those in acceptance raise none. */
export interface Alarming extends Verdict {
  cameraId: string;
  unitId: string;
  /** Ids of the units that it lies in, the root first. */
  path: readonly string[];
  /** When the state began. */
  since: number;
}

/** What is wrong, and worth an alarm of its own. */
export interface Trouble {
  cameraId: string;
  unitId: string;
  cause: Alarm['cause'];
}

/** What alarms there have to be. */
export interface Judgement {
  /** Uplink alarms that go on, by id of the alarm, with how many cameras each is about now. */
  uplinks: Map<string, number>;
  cuts: Cut[];
  troubles: Trouble[];
}

/** Nobody is alarmed before a trouble is this old, ms: it may be one of many, which are one. */
export const GRACE = 20_000;
/** No more than this share is gone for {@link EASED}, ms: the line is back, and the rest has other reasons. */
const HALF = 0.5;
export const EASED = 60_000;

/**
 * Judges all cameras at once. Pure.
 * @param open alarms that go on
 * @param easedAt since when no more than half of an uplink alarm's cameras are gone, by its id; kept up to date here
 */
export function judge(
  cameras: readonly Alarming[],
  open: readonly Alarm[],
  easedAt: Map<string, number>,
  now: number,
): Judgement {
  const uplinks = new Map<string, number>();
  const cut = new Set<string>();
  for (const alarm of open) {
    if (alarm.kind !== 'uplink') continue;
    const gone = stillGone(alarm, cameras, easedAt, now);
    if (gone === null) continue;
    uplinks.set(alarm.id, gone);
    cut.add(alarm.unitId);
  }
  const isCut = ({ path }: Alarming): boolean => path.some((id) => cut.has(id));
  const cuts = newCuts(
    cameras.filter((camera) => !isCut(camera)),
    now,
  );
  for (const { unitId } of cuts) cut.add(unitId);
  const own = new Set(open.flatMap(({ cameraId }) => cameraId ?? []));
  const troubles = cameras.filter((camera) => {
    if (camera.state === 'offline' && isCut(camera)) return false;
    if (camera.state === 'working') return false;
    // One that has just come back is not well before its picture is.
    if (camera.state === 'unknown') return own.has(camera.cameraId);
    return own.has(camera.cameraId) || camera.since <= now - GRACE;
  });
  return { uplinks, cuts, troubles: troubles.map(({ cameraId, unitId, cause }) => ({ cameraId, unitId, cause })) };
}

/** How many cameras an uplink alarm is still about; null: it is over. */
function stillGone(
  { id, unitId }: Alarm,
  cameras: readonly Alarming[],
  easedAt: Map<string, number>,
  now: number,
): number | null {
  const below = cameras.filter(({ path }) => path.includes(unitId));
  const gone = below.filter(({ state }) => state === 'offline').length;
  if (gone === 0) return null;
  if (gone > below.length * HALF) {
    easedAt.delete(id);
    return gone;
  }
  const since = easedAt.get(id) ?? now;
  easedAt.set(id, since);
  return now - since >= EASED ? null : gone;
}

/** Decided only when the first of them has been gone for a while: by then the rest of the unit has been looked at. */
function newCuts(cameras: readonly Alarming[], now: number): Cut[] {
  const offline = cameras.filter(({ state }) => state === 'offline');
  if (!offline.some(({ since }) => since <= now - GRACE)) return [];
  const placed = cameras.map(({ path, state, since, cause }) => ({
    path,
    lostAt: state === 'offline' ? since : null,
    cause,
  }));
  return findCuts(placed, now);
}
