import type { Purpose } from './contract/grant.ts';
import { HubError } from './errors.ts';
import type { SignedIn } from './permissions.ts';
import type { Store } from './store/store.ts';

/** What somebody tries to do, for the record. */
export interface Attempt {
  /** `noun.verb` */
  action: string;
  target: { kind: string; id: string } | null;
  /** Unit that the target belongs to, where it is known beforehand. */
  unitId?: string | undefined;
  /** Of leave to view: what for. */
  purpose?: Purpose | undefined;
}

/**
 * Does the work. Where it is forbidden (an error of status 403), that somebody tried is put on record before it is told;
 * the work's own transaction is undone by then.
 */
export async function recordRefusal<T>(
  store: Store,
  { user, address }: SignedIn,
  attempt: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HubError && error.status === 403) {
      const detail = { reason: error.code };
      await store.auditEvents.add({ user, address, ...attempt, outcome: 'refused', detail });
    }
    throw error;
  }
}
