import type { Grant } from '../../server/contract/grant.ts';

/** So long before its end whoever looks is asked whether to go on, ms. */
export const ASK_MS = 60_000;
/** Nobody goes on for longer than a shift without saying so, minutes. */
const LONGEST = 480;

/** A grant that is about to end, and that no other of the same purpose and area goes beyond; null: none. */
export function endingSoon(held: readonly Grant[], now: number, answered: ReadonlySet<string>): Grant | null {
  const found = held.find(({ id, purpose, unitId, endsAt }) => {
    const left = endsAt - now;
    if (left <= 0 || left > ASK_MS || answered.has(id)) return false;
    return !held.some((other) => other.purpose === purpose && other.unitId === unitId && other.endsAt > endsAt);
  });
  return found ?? null;
}

/** Whether it can be asked for again as it was: a shift and broken glass cannot. */
export function isRenewable({ source }: Grant): boolean {
  return source === 'own' || source === 'approval';
}

/** For how long it is asked for again: as long as it was, minutes. */
export function renewalMinutes({ startsAt, endsAt }: Grant): number {
  return Math.max(1, Math.min(LONGEST, Math.round((endsAt - startsAt) / 60_000)));
}
