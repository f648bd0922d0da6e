import { EARLY, type Meeting } from '../../../server/contract/meeting.ts';

/** `open`: one may come in; `early`: not yet; the others are over. */
export type Phase = 'early' | 'open' | 'ended' | 'cancelled';

/** Whether one may come into a meeting now; the hub decides anew at the door. @param now by the hub's clock */
export function phaseOf({ state, startsAt, endsAt }: Meeting, now: number): Phase {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'ended' || now >= endsAt) return 'ended';
  return state === 'open' || now >= startsAt - EARLY ? 'open' : 'early';
}

/** From when on one may come in, ms since 1970. */
export function doorsOpenAt({ startsAt }: Meeting): number {
  return startsAt - EARLY;
}

/** People are in it, or it should have begun. */
export function isRunning(meeting: Meeting, now: number): boolean {
  return phaseOf(meeting, now) === 'open' && (meeting.present > 0 || meeting.startsAt <= now);
}

/** It can still be changed or cancelled. */
export function isPlanned(meeting: Meeting, now: number): boolean {
  return meeting.state === 'planned' && now < meeting.endsAt;
}
