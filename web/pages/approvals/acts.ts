import type { Grant } from '../../../server/contract/grant.ts';

/** What can be done with a grant. `giveUp`: by the one who has it, or waits for it. */
export type GrantAct = 'approve' | 'refuse' | 'revoke' | 'review' | 'giveUp';

/** What a reader may do with a grant now. @param decides the reader answers for its unit */
export function actsOn(grant: Grant, me: string, decides: boolean, now: number): GrantAct[] {
  const { source, state, review, endsAt } = grant;
  const lasts = (state === 'active' || state === 'planned') && endsAt > now;
  if (grant.userId === me) return source !== 'duty' && (lasts || state === 'pending') ? ['giveUp'] : [];
  if (!decides) return [];
  const acts: GrantAct[] = [];
  if (state === 'pending') acts.push('approve', 'refuse');
  if (source === 'break-glass' && !review) acts.push('review');
  // A shift that is planned is taken off the roster, and its grant goes with it.
  if (lasts && !(source === 'duty' && state === 'planned')) acts.push('revoke');
  return acts;
}
