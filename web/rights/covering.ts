import type { Grant } from '../../server/contract/grant.ts';

/**
 * Whether a grant can be used at a moment, ms since 1970; the hub may know better. Where it calls one active, a clock that is
 * late here is no hindrance.
 */
export function holds({ state, startsAt, endsAt }: Grant, now: number): boolean {
  return now < endsAt && (state === 'active' || (state === 'planned' && startsAt <= now));
}

/**
 * The grant under which a channel is looked at: the one that the user prefers if it reaches there; else one without
 * broken glass, for the smallest area, that lasts longest.
 * @param path units of the camera, the root first
 * @returns null where none reaches there
 */
export function covering(
  grants: readonly Grant[],
  path: readonly string[],
  now: number,
  preferred: string | null = null,
): Grant | null {
  const fitting = grants.filter((grant) => holds(grant, now) && path.includes(grant.unitId));
  const chosen = fitting.find(({ id }) => id === preferred);
  if (chosen) return chosen;
  const rank = (grant: Grant): number => (grant.source === 'break-glass' ? -1 : path.indexOf(grant.unitId));
  return fitting.reduce<Grant | null>((best, grant) => {
    if (!best || rank(grant) > rank(best)) return grant;
    return rank(grant) === rank(best) && grant.endsAt > best.endsAt ? grant : best;
  }, null);
}

/** The next moment at which something about the grants changes by itself, ms since 1970; null: never. */
export function nextChange(grants: readonly Grant[], now: number): number | null {
  const moments = grants
    .filter(({ state }) => state === 'active' || state === 'planned')
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .filter((moment) => moment > now);
  return moments.length ? Math.min(...moments) : null;
}
