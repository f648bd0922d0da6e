import { randomBytes } from 'node:crypto';
import type { Setup, SignIn, User } from '../../contract/session.ts';
import { HubError } from '../../errors.ts';
import { hashPassword, verifyPassword } from '../../password.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { Store } from '../../store/store.ts';

/** Who is who: sign-in, and the first administrator. */
export class SessionService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The user of a name and password. Every outcome is recorded.
   * @throws HubError `session.refused`, or `session.delayed` after too many failures (which a name that does not exist
   *   gets as well: no answer, and no time it takes, tells whether a user exists)
   */
  async signIn({ username, password }: SignIn, address: string): Promise<User> {
    const event = { action: 'session.sign-in', target: null, address };
    const nextAt = await this.#store.signInFailures.nextAt(username);
    const seconds = Math.ceil((nextAt - Date.now()) / 1000);
    const found = await this.#store.users.findByName(username);
    // A name that is no user's is not recorded: people type their password into the wrong field.
    const user = found && { id: found.id, username: found.username };
    if (seconds > 0) {
      await this.#store.auditEvents.add({ ...event, user, outcome: 'refused', detail: { reason: 'delayed' } });
      throw new HubError('session.delayed', { seconds });
    }
    const right = await verifyPassword(password, found?.passwordHash ?? null);
    if (found === null || !right) {
      const reason = found === null ? 'unknown user' : 'wrong password';
      await this.#store.transaction(async ({ signInFailures, auditEvents }) => {
        await signInFailures.add(username);
        await auditEvents.add({ ...event, user, outcome: 'refused', detail: { reason } });
      });
      throw new HubError('session.refused');
    }
    await this.#store.transaction(async ({ signInFailures, auditEvents }) => {
      await signInFailures.clear(username);
      await auditEvents.add({ ...event, user, outcome: 'done', detail: {} });
    });
    return { id: found.id, username: found.username, role: found.role };
  }

  async signOut(user: User, address: string): Promise<void> {
    const event: AuditEvent = { user, action: 'session.sign-out', target: null, outcome: 'done', detail: {}, address };
    await this.#store.auditEvents.add(event);
  }

  /** @throws HubError `session.setup-link` or `session.setup-done` */
  async setup({ token, username, password }: Setup, address: string): Promise<User> {
    const passwordHash = await hashPassword(password);
    const outcome = await this.#store.transaction(async ({ users, setupLinks, auditEvents }) => {
      const refusal = (await users.hasAdministrator())
        ? 'session.setup-done'
        : (await setupLinks.take(token))
          ? null
          : 'session.setup-link';
      if (refusal !== null) {
        const detail = { reason: refusal };
        await auditEvents.add({ user: null, action: 'user.setup', target: null, outcome: 'refused', detail, address });
        return refusal;
      }
      const user = await users.add({ username, role: 'administrator', passwordHash });
      const target = { kind: 'user', id: user.id };
      await auditEvents.add({ user, action: 'user.setup', target, outcome: 'done', detail: {}, address });
      return user;
    });
    if (typeof outcome === 'string') throw new HubError(outcome);
    return outcome;
  }

  async setupNeeded(): Promise<boolean> {
    return !(await this.#store.users.hasAdministrator());
  }

  /**
   * Sees to it that somebody can sign in. There is no default password: the environment's makes `admin`, or a one-time
   * link is made.
   * @returns the token of the link; null where it is not needed
   */
  async prepareFirstStart(adminPassword: string | null): Promise<string | null> {
    if (!(await this.setupNeeded())) return null;
    if (adminPassword !== null) {
      const passwordHash = await hashPassword(adminPassword);
      await this.#store.transaction(async ({ users, auditEvents }) => {
        const user = await users.add({ username: 'admin', role: 'administrator', passwordHash });
        const target = { kind: 'user', id: user.id };
        const detail = { by: 'HUB_ADMIN_PASSWORD' };
        await auditEvents.add({ user: null, action: 'user.setup', target, outcome: 'done', detail, address: '' });
      });
      return null;
    }
    const token = randomBytes(32).toString('base64url');
    await this.#store.transaction(({ setupLinks }) => setupLinks.replace(token));
    return token;
  }
}
