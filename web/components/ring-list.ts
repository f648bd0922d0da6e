import type { Ring } from '../../server/contract/meeting.ts';

/** A call that nobody answered here. */
export interface MissedCall {
  meetingId: string;
  title: string;
  callerName: string;
  callerUnit: string;
  at: number;
}

/** Calls that ring, the first that came in first, and those that rang in vain, the last first. */
export interface Rings {
  ringing: readonly Ring[];
  missed: readonly MissedCall[];
}

export const noRings: Rings = { ringing: [], missed: [] };
/** As many missed ones are shown; of more, the last. */
const MOST_MISSED = 4;
const SLACK_MS = 1_000;

/** A call comes in; one that rings already is not there twice. */
export function ringIn({ ringing, missed }: Rings, ring: Ring): Rings {
  return {
    ringing: [...ringing.filter(({ meetingId }) => meetingId !== ring.meetingId), ring],
    missed: missed.filter(({ meetingId }) => meetingId !== ring.meetingId),
  };
}

/** It was answered from this page: nothing was missed. */
export function ringAnswered({ ringing, missed }: Rings, meetingId: string): Rings {
  return { ringing: ringing.filter((ring) => ring.meetingId !== meetingId), missed };
}

/** It rings no more. @param missed nobody answered it; else it was answered from another page */
export function ringOver(rings: Rings, meetingId: string, at: number, missed: boolean): Rings {
  const ring = rings.ringing.find((one) => one.meetingId === meetingId);
  if (!ring) return rings;
  const left = ringAnswered(rings, meetingId);
  if (!missed) return left;
  const { title, callerName, callerUnit } = ring;
  return { ...left, missed: [{ meetingId, title, callerName, callerUnit, at }, ...left.missed].slice(0, MOST_MISSED) };
}

/** Without those whose time is over: the hub's word of it may have been lost with the connection. */
export function ringsExpired(rings: Rings, now: number): Rings {
  return rings.ringing
    .filter(({ until }) => isOver(until, now))
    .reduce((left, { meetingId }) => ringOver(left, meetingId, now, true), rings);
}

/** Whether a call has rung to its end; clocks differ a little. */
export function isOver(until: number, now: number): boolean {
  return now >= until - SLACK_MS;
}

/** Seen, and put away. */
export function forgetMissed({ ringing, missed }: Rings, meetingId: string): Rings {
  return { ringing, missed: missed.filter((one) => one.meetingId !== meetingId) };
}
