import { HubError } from '../../errors.ts';
import { hashPassword, verifyPassword } from '../../password.ts';
import type { Attempt } from '../../store/sign-in-failures.ts';
import type { Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';
import { HashQueue } from './hash-queue.ts';
import { networkOf } from './network.ts';
import { type Refusal, Refusals } from './refusals.ts';

/** A password to be looked at. */
export interface Trial {
  username: string;
  password: string;
  /** Null: there is no such user; all is done as if there were. */
  found: StoredUser | null;
  /** Of the page. */
  address: string;
  /** What it is for, for the record. */
  action: Exclude<Refusal['action'], 'user.setup'>;
}

/**
 * Stands before every password: whoever fails too often waits, and is not even looked at. Every failure is counted and
 * recorded here; a name that is no user's is not recorded, since people type their password into the wrong field.
 */
export class Guard {
  readonly #store: Store;
  readonly #hashes = new HashQueue();
  readonly #refusals: Refusals;

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#refusals = new Refusals(store, onError);
  }

  /** Whether the password is right. @throws HubError `session.delayed` */
  async verify(trial: Trial): Promise<boolean> {
    const { username, password, found, address, action } = trial;
    const attempt: Attempt = { username, address: networkOf(address) };
    const isKnown = await this.#store.signInAddresses.has(found?.user.id ?? '', attempt.address);
    try {
      await this.#admit(attempt, isKnown);
      return await this.#hashes.run(attempt.address, isKnown, async () => {
        // Those that stood in line before it may have failed.
        await this.#admit(attempt, isKnown);
        // Empty: invited, and has set none yet.
        const hash = found === null || found.passwordHash === '' ? null : found.passwordHash;
        const right = await verifyPassword(password, hash);
        if (!right) await this.fail(trial, found === null ? 'unknown user' : 'wrong password');
        return right;
      });
    } catch (error) {
      const isDelay = error instanceof HubError && error.code === 'session.delayed';
      if (isDelay) await this.refuse({ action, user: whoOf(found), address, reason: 'delayed' });
      throw error;
    }
  }

  /** Counts and records a failure; `weight`: how many wrong passwords it is worth where all addresses are counted together. */
  async fail({ username, found, address, action }: Trial, reason: string, weight = 1): Promise<void> {
    await this.#store.transaction(async ({ signInFailures, auditEvents }) => {
      await signInFailures.add({ username, address: networkOf(address) }, weight);
      const event = { user: whoOf(found), action, target: null, address, unitId: found?.user.unitId };
      await auditEvents.add({ ...event, outcome: 'refused', detail: { reason } });
    });
  }

  /** Records one that was not looked at. */
  async refuse(refusal: Refusal): Promise<void> {
    await this.#refusals.add(refusal);
  }

  /** The hash of a new password, in its turn. @throws HubError `session.delayed` */
  hash(password: string, address: string): Promise<string> {
    return this.#hashes.run(networkOf(address), true, () => hashPassword(password));
  }

  /** Writes what is not on the record yet. */
  close(): Promise<void> {
    return this.#refusals.close();
  }

  async #admit(attempt: Attempt, isKnown: boolean): Promise<void> {
    const nextAt = await this.#store.signInFailures.nextAt(attempt, isKnown);
    const seconds = Math.ceil((nextAt - Date.now()) / 1000);
    if (seconds > 0) throw new HubError('session.delayed', { seconds });
  }
}

function whoOf(found: StoredUser | null): { id: string; username: string } | null {
  return found && { id: found.user.id, username: found.user.username };
}
