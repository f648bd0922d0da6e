import type { Bus } from '../../cluster/ports.ts';
import type { OwnSession, Session, SignIn, User } from '../../contract/session.ts';
import { HubError } from '../../errors.ts';
import { type Actor, rightsOf } from '../../permissions.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Guard, Trial } from './guard.ts';
import { CODE_WEIGHT, show } from './second-factor.ts';

/** Who is who: sign-in and out, and one's own sessions. */
export class SessionService {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #guard: Guard;

  constructor({ store, bus, guard }: { store: Store; bus: Bus; guard: Guard }) {
    this.#store = store;
    this.#bus = bus;
    this.#guard = guard;
  }

  /**
   * The user of a name, a password and, where it is set up, a code of the second factor. Every outcome is recorded.
   * @throws HubError `session.refused`; `session.code-needed` or `session.code-wrong` after the right password;
   *   `session.delayed` after too many failures (which a name that does not exist gets as well: no answer, and no time it
   *   takes, tells whether a user exists)
   */
  async signIn(
    { username, password, code }: SignIn,
    address: string,
    device: string | null = null,
  ): Promise<StoredUser> {
    const trial: Trial = { username, password, address, device, action: 'session.sign-in' };
    const found = await this.#guard.verify(trial);
    if (found === null) throw new HubError('session.refused');
    const { user } = found;
    const secret = await this.#store.secondFactors.secret(user.id);
    if (secret !== null && code === undefined) {
      // Mostly the page that asks for one thing after the other; but a password that was stolen looks the same.
      await this.#guard.refuse({ action: 'session.first-step', user, address, reason: 'code needed' });
      throw new HubError('session.code-needed');
    }
    const { key } = await this.#guard.sourceOf(trial, user.id);
    const shown = await this.#store.transaction(async (repositories) => {
      const { users, secondFactors, signInFailures, signInAddresses, auditEvents } = repositories;
      // It may have waited in line for long.
      if (!(await isStill(users, found))) return 'too late' as const;
      const shown = await show(secondFactors, user.id, secret, code ?? '');
      if (shown === 'wrong') return shown;
      await signInFailures.clear({ username, address: key });
      await signInAddresses.add(user.id, address);
      await users.signedIn(user.id, address);
      await auditEvents.add({ ...signInOf(user, address), outcome: 'done', detail: { secondFactor: shown } });
      return shown;
    });
    if (shown === 'wrong') {
      await this.#guard.fail(trial, found, 'wrong code', CODE_WEIGHT);
      throw new HubError('session.code-wrong');
    }
    if (shown === 'too late') {
      await this.#guard.fail(trial, found, 'password changed');
      throw new HubError('session.refused');
    }
    return found;
  }

  /**
   * The session of somebody who has just proved to be the user: made only where nothing has changed since. The browser is
   * known by a new token then.
   * @throws HubError `session.refused`
   */
  async begin(
    found: StoredUser,
    session: { idHash: string; address: string; browser: string; endsAt?: number },
    device?: { token: string; before: string | null },
  ): Promise<void> {
    await this.#store.transaction(async ({ users, sessions, signInAddresses }) => {
      if (!(await isStill(users, found))) throw new HubError('session.refused');
      await sessions.begin({ ...session, userId: found.user.id, csrfSecret: '' });
      if (device) await signInAddresses.addDevice(found.user.id, device.token, device.before);
    });
  }

  async signOut(user: User, address: string): Promise<void> {
    const event: AuditEvent = { user, action: 'session.sign-out', target: null, outcome: 'done', detail: {}, address };
    await this.#store.auditEvents.add(event);
  }

  /** What the page is told of a session, but for its token. */
  async describe(actor: Actor): Promise<Omit<Session, 'csrfToken'>> {
    const { user } = actor;
    const { users, secondFactors } = this.#store;
    return {
      user,
      rights: rightsOf(actor),
      hasSecondFactor: user !== null && (await secondFactors.secret(user.id)) !== null,
      setupNeeded: await this.setupNeeded(),
      lastSignIn: user === null ? null : await users.previousSignIn(user.id),
    };
  }

  /** Whether nobody is there to begin with. */
  async setupNeeded(): Promise<boolean> {
    const { id } = await this.#store.orgUnits.root();
    return (await this.#store.users.holders('system-administrator', id)).now === 0;
  }

  /** Of the user; `current` is the one that asks. */
  async list(user: User, current: string): Promise<OwnSession[]> {
    const sessions = await this.#store.sessions.list(user.id);
    return sessions.map(({ idHash, address, browser, createdAt, seenAt }) => ({
      id: idHash,
      address,
      browser,
      createdAt,
      seenAt,
      current: idHash === current,
    }));
  }

  /** Ends one of the user's own sessions, and its pages. @throws HubError `session.unknown` */
  async end(user: User, sessionId: string, address: string): Promise<void> {
    await this.#store.transaction(async ({ sessions, auditEvents }) => {
      const own = (await sessions.list(user.id)).some(({ idHash }) => idHash === sessionId);
      if (!own) throw new HubError('session.unknown');
      await sessions.remove(sessionId);
      await auditEvents.add({ user, action: 'session.end', target: null, outcome: 'done', detail: {}, address });
    });
    this.#bus.publish('session.ended', { sessionId });
  }
}

function signInOf(user: User, address: string): Omit<AuditEvent, 'outcome' | 'detail'> {
  return { user, action: 'session.sign-in', target: null, address, unitId: user.unitId };
}

/** Whether the user may still sign in, and with the same password. */
async function isStill(users: Store['users'], { user, passwordHash }: StoredUser): Promise<boolean> {
  return (await users.find(user.id)) !== null && (await users.passwordHash(user.id)) === passwordHash;
}
