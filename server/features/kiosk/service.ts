import { randomBytes } from 'node:crypto';
import type { Bus } from '../../cluster/ports.ts';
import type { Kiosk, KioskCreate, KioskMade } from '../../contract/wall.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { authorise, scopeOf, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { StoredKiosk } from '../../store/kiosks.ts';
import type { Repositories, Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';

const DAY = 24 * 3_600_000;

/** A sign-in that was turned away, for the record. */
export interface KioskRefusal {
  action: 'kiosk.sign-in';
  /** Of the kiosk, where the token was one's. */
  user: { id: string; username: string } | null;
  address: string;
  reason: 'wrong token' | 'time is over' | 'too many requests';
}

interface KioskParts {
  store: Store;
  bus: Bus;
  /** Puts it on record, in sums where there are many. */
  refuse: (refusal: KioskRefusal) => Promise<void>;
}

/** Screens in rooms: put up by whoever may give leave to see there, for a time, and taken down at once. */
export class KioskService {
  readonly #parts: KioskParts;

  constructor(parts: KioskParts) {
    this.#parts = parts;
  }

  /** Those of the units that the actor answers for, also when their time is over. */
  async list(actor: SignedIn): Promise<Kiosk[]> {
    const { orgUnits, kiosks } = this.#parts.store;
    return (await kiosks.list(await orgUnits.below(scopeOf(actor, 'kiosk.write')))).map(toView);
  }

  /**
   * A user that has no password and is a screen, with the role and the leave of one, all until the same moment.
   * @throws HubError `site.unknown`, `org.retired`, `permission.denied`
   */
  async create(actor: SignedIn, { name, siteId, days }: KioskCreate, now = Date.now()): Promise<KioskMade> {
    const { store, bus } = this.#parts;
    const site = await store.sites.find(siteId);
    if (site === null) throw new HubError('site.unknown');
    const { unitId } = site;
    const path = await store.orgUnits.path(unitId);
    const token = randomBytes(32).toString('base64url');
    const id = newId();
    const { user, address } = actor;
    const event = { user, address, action: 'kiosk.create', unitId, purpose: 'duty-patrol' } as const;
    const attempt = { ...event, target: { kind: 'site', id: siteId } };
    const kiosk = await recordRefusal(store, actor, attempt, async () => {
      authorise(actor, 'kiosk.write', { path });
      // It looks on by itself: whoever puts it up gives the leave to.
      authorise(actor, 'grant.decide', { path });
      return store.transaction(async (inside) => {
        if ((await inside.orgUnits.find(unitId))?.state === 'retired') throw new HubError('org.retired');
        const endsAt = now + days * DAY;
        const userId = await addScreen(inside, { id, name, unitId, endsAt }, now);
        const grantId = await addLeave(inside, { userId, unitId, endsAt, by: user.username }, now);
        await inside.kiosks.add({ id, userId, siteId, grantId, createdBy: user.name }, token, now);
        const detail = { kiosk: name, site: site.name, endsAt };
        await inside.auditEvents.add({ ...event, target: { kind: 'kiosk', id }, outcome: 'done', detail });
        return known(inside, id);
      });
    });
    bus.publish('grant.changed', { userId: kiosk.userId, path });
    return { kiosk: toView(kiosk), token };
  }

  /** Its token, sessions, role and leave end now, and its pictures with them. @throws HubError `kiosk.unknown`, `permission.denied` */
  async remove(actor: SignedIn, id: string): Promise<void> {
    const { store, bus } = this.#parts;
    const { unitId, userId, grantId, name, siteName } = await known(store, id);
    const path = await store.orgUnits.path(unitId);
    const { user, address } = actor;
    const event = { user, address, action: 'kiosk.remove', target: { kind: 'kiosk', id }, unitId };
    const ended = await recordRefusal(store, actor, event, async () => {
      authorise(actor, 'kiosk.write', { path });
      return store.transaction(async (inside) => {
        const { users, grants, sessions, kiosks, auditEvents } = inside;
        await known(inside, id);
        await kiosks.remove(id);
        await users.update(userId, { disabled: true });
        for (const { id: roleId } of await users.roles(userId)) await users.removeRole(roleId);
        await grants.revoke(grantId, user.username);
        await auditEvents.add({ ...event, outcome: 'done', detail: { kiosk: name, site: siteName } });
        return sessions.removeOf(userId);
      });
    });
    for (const sessionId of ended) bus.publish('session.ended', { sessionId });
    bus.publish('user.changed', { userId });
    bus.publish('grant.changed', { userId, path });
  }

  /** Every outcome is on record. @throws HubError `kiosk.token` */
  async signIn(token: string, address: string): Promise<{ found: StoredUser; endsAt: number }> {
    const { store, refuse } = this.#parts;
    const kiosk = await store.kiosks.findByToken(token);
    const done = await store.transaction(async (inside) => {
      const still = await inside.kiosks.findByToken(token);
      if (still === null) return null;
      const user = await inside.users.find(still.userId);
      if (user === null) return null;
      await inside.users.signedIn(user.id, address);
      const { id, unitId, siteName, endsAt } = still;
      const event = { user, address, action: 'kiosk.sign-in', target: { kind: 'kiosk', id }, unitId } as const;
      await inside.auditEvents.add({ ...event, outcome: 'done', detail: { site: siteName } });
      return { found: { user, passwordHash: '' }, endsAt };
    });
    if (done !== null) return done;
    const user = kiosk && { id: kiosk.userId, username: kiosk.username };
    await refuse({ action: 'kiosk.sign-in', user, address, reason: kiosk ? 'time is over' : 'wrong token' });
    throw new HubError('kiosk.token');
  }

  /** Puts on record that there were more sign-ins from there than are looked at. */
  async refuseMany(address: string): Promise<void> {
    await this.#parts.refuse({ action: 'kiosk.sign-in', user: null, address, reason: 'too many requests' });
  }
}

function toView({ userId: _, username: __, grantId: ___, ...kiosk }: StoredKiosk): Kiosk {
  return kiosk;
}

async function known({ kiosks }: Pick<Repositories, 'kiosks'>, id: string): Promise<StoredKiosk> {
  const kiosk = await kiosks.find(id);
  if (kiosk === null) throw new HubError('kiosk.unknown');
  return kiosk;
}

async function addScreen(
  { users }: Repositories,
  { id, name, unitId, endsAt }: { id: string; name: string; unitId: string; endsAt: number },
  now: number,
): Promise<string> {
  // Stands in the record: what a reader knows it by, and something that makes it one of its own.
  const word = /^.{0,12}/u.exec(name.replaceAll(/[^\p{L}\p{N}._-]/gu, ''))?.[0] ?? '';
  const username = `${word}-${id.slice(-8)}`;
  const screen = { username, name, phone: '', unitId, expiresAt: endsAt, passwordHash: '', isScreen: true };
  const userId = await users.add(screen, now);
  await users.addRole(userId, 'site-screen', unitId, endsAt, now);
  return userId;
}

/** Asked for and approved in one. */
async function addLeave(
  { grants }: Repositories,
  { userId, unitId, endsAt, by }: { userId: string; unitId: string; endsAt: number; by: string },
  now: number,
): Promise<string> {
  const leave = { purpose: 'duty-patrol', source: 'approval', reason: '', shiftId: null, pending: true } as const;
  const { id } = await grants.add({ ...leave, userId, unitId, startsAt: now, endsAt }, now);
  await grants.decide(id, { approve: true, note: '', by }, now);
  return id;
}
