import { randomBytes } from 'node:crypto';
import type { Bus } from '../../cluster/ports.ts';
import { type Administrator, administrators, type Role } from '../../contract/people.ts';
import type { Setup, SetupLink, User } from '../../contract/session.ts';
import { HubError } from '../../errors.ts';
import type { InvitationFor } from '../../store/invitations.ts';
import { ConfigError } from '../../settings.ts';
import { StoreError } from '../../store/store-error.ts';
import type { Repositories, Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Guard } from './guard.ts';
import { checkPassword, weaknessOf } from './password-rules.ts';

/** How long a link is good, ms: 7 days. */
const LINK_LIFE = 7 * 86_400_000;

/** The one-time links: the first administrators make themselves with one, and everybody else sets a password. */
export class SetupService {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #guard: Guard;

  constructor({ store, bus, guard }: { store: Store; bus: Bus; guard: Guard }) {
    this.#store = store;
    this.#bus = bus;
    this.#guard = guard;
  }

  /** What a link is for; it stays good. @throws HubError `session.setup-link` */
  async look(token: string): Promise<SetupLink> {
    const invitation = await this.#store.invitations.find(token);
    if (invitation === null) throw new HubError('session.setup-link');
    if ('role' in invitation) return { username: null, name: '', role: invitation.role };
    const user = await this.#store.users.find(invitation.userId);
    if (user === null) throw new HubError('session.setup-link');
    return { username: user.username, name: user.name, role: null };
  }

  /**
   * Uses the link up.
   * @throws HubError `session.setup-link`, `session.username`, `password.weak`, or `person.taken` where a new user chose another's name
   */
  async setup({ token, username, password }: Setup, address: string): Promise<StoredUser> {
    const invitation = await this.#store.invitations.find(token);
    if (invitation === null) return this.#refuse(address);
    const name = 'userId' in invitation ? await this.#nameOf(invitation.userId) : username;
    if (name === null) return this.#refuse(address);
    if (name === undefined) throw new HubError('session.username');
    checkPassword(password, name);
    const passwordHash = await this.#guard.hash(password);
    const user = await this.#use({ token, username: name, passwordHash }, address);
    if (user === null) return this.#refuse(address);
    this.#bus.publish('user.changed', { userId: user.id });
    return { user, passwordHash };
  }

  /** A link that makes a user of the role. @returns its token */
  async invite(role: Role, unitId: string): Promise<string> {
    const token = newToken();
    await this.#store.transaction(({ invitations }) =>
      invitations.replace(token, { role, unitId }, Date.now() + LINK_LIFE),
    );
    return token;
  }

  /**
   * Sees to it that the hub can be run: for each administrator role that nobody holds there is a new link, and those
   * before are void. There is no default password: that of the environment makes `admin`.
   */
  async prepareStart(adminPassword: string | null): Promise<{ role: Administrator; token: string }[]> {
    const root = await this.#store.orgUnits.root();
    const links: { role: Administrator; token: string }[] = [];
    for (const role of administrators) {
      const held = (await this.#store.users.holders(role, root.id)).now > 0;
      if (held) await this.#store.transaction(({ invitations }) => invitations.removeForRole(role));
      else if (role === 'system-administrator' && adminPassword !== null) await this.#makeAdmin(adminPassword, root.id);
      else links.push({ role, token: await this.invite(role, root.id) });
    }
    return links;
  }

  /** Null for one who may not sign in. */
  async #nameOf(userId: string): Promise<string | null> {
    return (await this.#store.users.find(userId))?.username ?? null;
  }

  /** `admin` sets up cameras as well, so that a hub can be tried at once. */
  async #makeAdmin(password: string, unitId: string): Promise<void> {
    const weakness = weaknessOf(password, 'admin');
    if (weakness !== null) throw new ConfigError('HUB_ADMIN_PASSWORD', weakness.zh, weakness.en);
    const passwordHash = await this.#guard.hash(password);
    await this.#store.transaction(async ({ users, auditEvents }) => {
      const account = { username: 'admin', name: 'admin', phone: '', unitId, expiresAt: null, passwordHash };
      const id = await users.add(account);
      await users.addRole(id, 'system-administrator', unitId, null);
      await users.addRole(id, 'technician', unitId, null);
      const target = { kind: 'user', id };
      const detail = { by: 'HUB_ADMIN_PASSWORD' };
      await auditEvents.add({ user: null, action: 'user.setup', target, outcome: 'done', detail, address: '', unitId });
    });
  }

  /** Null where the link was used in the meantime, or its user is disabled. */
  async #use(
    { token, username, passwordHash }: { token: string; username: string; passwordHash: string },
    address: string,
  ): Promise<User | null> {
    const ended: string[] = [];
    const user = await this.#store
      .transaction(async (repositories) => {
        const { users, invitations, sessions, signInAddresses, auditEvents } = repositories;
        const invitation = await invitations.find(token);
        if (invitation === null) return null;
        await invitations.remove(token);
        const id = await userOf(repositories, invitation, username, passwordHash);
        const user = await users.find(id);
        if (user === null) return null;
        await users.setPassword(id, passwordHash);
        await users.signedIn(id, address);
        await users.linkUsed(id, address);
        await signInAddresses.add(id, address);
        ended.push(...(await sessions.removeOf(id)));
        const target = { kind: 'user', id };
        const event = { user, action: 'user.setup', target, outcome: 'done', detail: {}, address } as const;
        await auditEvents.add({ ...event, unitId: user.unitId });
        return user;
      })
      .catch((error: unknown) => {
        if (!(error instanceof StoreError) || error.problem !== 'conflict') throw error;
        throw new HubError('person.taken');
      });
    for (const sessionId of ended) this.#bus.publish('session.ended', { sessionId });
    return user;
  }

  async #refuse(address: string): Promise<never> {
    const detail = { reason: 'session.setup-link' };
    const event = { user: null, action: 'user.setup', target: null, outcome: 'refused', detail, address } as const;
    await this.#store.auditEvents.add(event);
    throw new HubError('session.setup-link');
  }
}

/** Random enough that it cannot be guessed: 256 bits. */
function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The known user of the link, or a new one. */
async function userOf(
  { users, invitations }: Repositories,
  invitation: InvitationFor,
  username: string,
  passwordHash: string,
): Promise<string> {
  if ('userId' in invitation) return invitation.userId;
  const { role, unitId } = invitation;
  const id = await users.add({ username, name: username, phone: '', unitId, expiresAt: null, passwordHash });
  await users.addRole(id, role, unitId, null);
  await invitations.removeForRole(role);
  return id;
}
