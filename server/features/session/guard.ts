import { HubError } from '../../errors.ts';
import { sha256 } from '../../keys.ts';
import { networkOf } from '../../network.ts';
import { hashPassword, verifyPassword } from '../../password.ts';
import type { Attempt } from '../../store/sign-in-failures.ts';
import type { Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';
import { HashQueue } from './hash-queue.ts';
import { Lanes } from './lanes.ts';
import { type Refusal, Refusals } from './refusals.ts';

/** Of addresses that the user has signed in from before: ahead of all others in line. */
const KNOWN = -1;

/** Where a try comes from. */
interface Source {
  key: string;
  /** The user has signed in from there before. */
  isKnown: boolean;
}

/** A password to be looked at. */
export interface Trial {
  username: string;
  password: string;
  /** Of the page. */
  address: string;
  /** What the browser keeps, where somebody has signed in with it before. */
  device?: string | null;
  /** What it is for, for the record. */
  action: Exclude<Refusal['action'], 'user.setup' | 'kiosk.sign-in' | 'meeting.guest-sign-in'>;
}

/**
 * Stands before every password: whoever fails too often waits, and is not even looked at. Every failure is counted and
 * recorded here; a name that is no user's is not recorded, since people type their password into the wrong field.
 */
export class Guard {
  readonly #store: Store;
  readonly #lanes = new Lanes();
  readonly #hashes = new HashQueue();
  readonly #refusals: Refusals;

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#refusals = new Refusals(store, onError);
  }

  /** The user whose password it is; null: it is nobody's. @throws HubError `session.delayed` */
  async verify(trial: Trial): Promise<StoredUser | null> {
    const { action, address } = trial;
    const { user = null } = (await this.#store.users.findByName(trial.username)) ?? {};
    const source = await this.sourceOf(trial, user?.id);
    try {
      return await this.#lanes.run(source.key, async (waiting) => {
        const found = await this.#store.users.findByName(trial.username);
        const right = await this.#isRight(trial, found, source, waiting);
        if (!right) await this.fail(trial, found, found === null ? 'unknown user' : 'wrong password');
        return right ? found : null;
      });
    } catch (error) {
      const isDelay = error instanceof HubError && error.code === 'session.delayed';
      const who = user && { id: user.id, username: user.username };
      if (isDelay) await this.refuse({ action, user: who, address, reason: 'delayed' });
      throw error;
    }
  }

  /**
   * By what tries are counted: the browser, else the exact address, that the user has signed in from before; else the
   * network. So nobody else behind the same address or in the same network can lock them out.
   */
  async sourceOf({ address, device }: Trial, userId = ''): Promise<Source> {
    const { signInAddresses } = this.#store;
    if (device && (await signInAddresses.hasDevice(userId, device))) {
      return { key: `device ${sha256(device)}`, isKnown: true };
    }
    const isKnown = await signInAddresses.has(userId, address);
    return { key: isKnown ? address : networkOf(address), isKnown };
  }

  /** Counts and records a failure; `weight`: how many wrong passwords it is worth where all addresses count together. */
  async fail(trial: Trial, found: StoredUser | null, reason: string, weight = 1): Promise<void> {
    const { username, address, action } = trial;
    const { key } = await this.sourceOf(trial, found?.user.id);
    await this.#store.transaction(async ({ signInFailures, auditEvents }) => {
      await signInFailures.add({ username, address: key }, weight);
      const event = { user: whoOf(found), action, target: null, address, unitId: found?.user.unitId };
      await auditEvents.add({ ...event, outcome: 'refused', detail: { reason } });
    });
  }

  /** Records one that was not looked at. */
  async refuse(refusal: Refusal): Promise<void> {
    await this.#refusals.add(refusal);
  }

  /** The hash of a new password, in its turn; for who has proved to be somebody. @throws HubError `session.delayed` */
  hash(password: string): Promise<string> {
    return this.#hashes.run(KNOWN, () => hashPassword(password));
  }

  /** Ends all attempts, and writes what is not on the record yet. */
  async close(): Promise<void> {
    this.#hashes.close();
    await this.#lanes.close();
    await this.#refusals.close();
  }

  /** Where there is no such user all is done as if there were. */
  async #isRight(
    { username, password }: Trial,
    found: StoredUser | null,
    { key, isKnown }: Source,
    waiting: () => number,
  ): Promise<boolean> {
    const attempt: Attempt = { username, address: key };
    const { nextAt, ofAddress } = await this.#store.signInFailures.look(attempt, isKnown);
    const seconds = Math.ceil((nextAt - Date.now()) / 1000);
    if (seconds > 0) throw new HubError('session.delayed', { seconds });
    // Empty: invited, and has set none yet.
    const hash = found === null || found.passwordHash === '' ? null : found.passwordHash;
    // Many at once from one address is suspicious before the first of them has failed.
    const suspicion = isKnown ? KNOWN : Math.max(ofAddress, waiting());
    return this.#hashes.run(suspicion, () => verifyPassword(password, hash));
  }
}

function whoOf(found: StoredUser | null): Refusal['user'] {
  return found && { id: found.user.id, username: found.user.username };
}
