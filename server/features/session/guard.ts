import { HubError } from '../../errors.ts';
import { verifyPassword } from '../../password.ts';
import type { Attempt } from '../../store/sign-in-failures.ts';
import type { Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';

/** A password to be looked at. */
export interface Trial {
  attempt: Attempt;
  /** Null: there is no such user; all is done as if there were. */
  found: StoredUser | null;
  password: string;
  /** As it is recorded. */
  address: string;
}

/** Stands before every password: who fails too often waits, and is not even looked at. */
export class Guard {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether the password is right. @throws HubError `session.delayed` */
  async verify({ attempt, found, password, address }: Trial): Promise<boolean> {
    const user = found?.user ?? null;
    const isKnown = await this.#store.signInAddresses.has(user?.id ?? '', attempt.address);
    const nextAt = await this.#store.signInFailures.nextAt(attempt, isKnown);
    const seconds = Math.ceil((nextAt - Date.now()) / 1000);
    if (seconds > 0) {
      const who = user && { id: user.id, username: user.username };
      const event = { user: who, action: 'session.sign-in', target: null, address };
      await this.#store.auditEvents.add({ ...event, outcome: 'refused', detail: { reason: 'delayed' } });
      throw new HubError('session.delayed', { seconds });
    }
    // Empty: invited, and has set none yet.
    const hash = found === null || found.passwordHash === '' ? null : found.passwordHash;
    return verifyPassword(password, hash);
  }
}
