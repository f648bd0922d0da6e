import { randomBytes } from 'node:crypto';
import { DECLARED } from '../../rig/declaration.ts';
import type { Purpose } from '../../../server/contract/grant.ts';
import type { Role } from '../../../server/contract/people.ts';
import type { User } from '../../../server/contract/session.ts';
import { newId } from '../../../server/id.ts';
import { purposes } from '../../../server/permissions.ts';
import type { StoredCamera } from '../../../server/store/camera-record.ts';
import type { NewGrant } from '../../../server/store/grants.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import type { Store } from '../../../server/store/store.ts';
import { makeUnit, type TwoTowns } from '../two-towns.ts';

const HOUR = 3_600_000;

/** Makes new things in any unit, beside the hub, so that every request finds its target untouched. */
export class World {
  readonly store: Store;
  readonly towns: TwoTowns;
  /** A duty officer of the whole county, who is nobody of the matrix. */
  readonly officerId: string;
  #made = 0;

  constructor(store: Store, towns: TwoTowns, officerId: string) {
    this.store = store;
    this.towns = towns;
    this.officerId = officerId;
  }

  name(): string {
    return `新${++this.#made}`;
  }

  /** A time of its own, so that no two shifts overlap. */
  hours(): { startsAt: number; endsAt: number } {
    const startsAt = Math.ceil(Date.now() / HOUR) * HOUR + ++this.#made * HOUR;
    return { startsAt, endsAt: startsAt + HOUR };
  }

  async unit(parentId: string): Promise<string> {
    const unit = makeUnit(parentId, this.name(), 'community');
    await this.store.orgUnits.add(unit);
    return unit.id;
  }

  async site(unitId: string): Promise<string> {
    const id = newId();
    await this.store.sites.add({ id, unitId, name: this.name(), kind: 'reception' });
    return id;
  }

  async wall(ownerId: string): Promise<string> {
    const id = newId();
    const owner = { ownerId, ownerName: '', unitId: null };
    await this.store.walls.save({ id, name: this.name(), ...owner, screens: [], updatedAt: 0 });
    return id;
  }

  async tour(ownerId: string): Promise<string> {
    const id = newId();
    const owner = { ownerId, ownerName: '', unitId: null };
    const content = { kind: 'cameras', layout: '4', channelIds: [newId()] } as const;
    const facts = { name: this.name(), dwell: 10, content: { ...content, channelIds: [...content.channelIds] } };
    await this.store.tours.save({ id, ...facts, ...owner, updatedAt: 0 });
    return id;
  }

  async kiosk(unitId: string): Promise<string> {
    const id = newId();
    const facts = { name: '屏幕', phone: '', unitId, expiresAt: Date.now() + HOUR, passwordHash: '', isScreen: true };
    const userId = await this.store.users.add({ ...facts, username: `screen-${++this.#made}` });
    await this.store.users.addRole(userId, 'site-screen', unitId, null);
    const grantId = await this.grant(unitId, userId, { purpose: 'duty-patrol' });
    const kiosk = { id, userId, siteId: await this.site(unitId), grantId, createdBy: '' };
    await this.store.kiosks.add(kiosk, newId());
    return id;
  }

  /** One that is planned in the unit, by nobody of the matrix; nobody of it is invited. */
  async meeting(unitId: string, changes: Partial<StoredMeeting> = {}): Promise<string> {
    const id = newId();
    const startsAt = Date.now() + HOUR;
    await this.store.meetings.save({
      ...{ id, unitId, kind: 'scheduled', title: this.name(), agenda: '', lobby: false, state: 'planned' },
      ...{ startsAt, endsAt: startsAt + HOUR, invited: { unitIds: [], siteIds: [], userIds: [] } },
      ...{ ownerId: this.officerId, ownerName: '', seriesId: null, passcodeHash: null, openedAt: null, endedAt: null },
      ...changes,
    });
    return id;
  }

  async person(unitId: string): Promise<string> {
    const facts = { name: '某人', phone: '', unitId, expiresAt: null, passwordHash: '' };
    return this.store.users.add({ ...facts, username: `person-${++this.#made}` });
  }

  /** The id of a role assignment of a new person. */
  async role(unitId: string, role: Role): Promise<string> {
    return this.store.users.addRole(await this.person(unitId), role, unitId, null);
  }

  /** By a URL where nobody answers, each at a host of its own. */
  async camera(unitId: string): Promise<StoredCamera> {
    const number = ++this.#made;
    const address = `127.9${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
    const device = { kind: 'rtsp', address, port: 1, credentials: null, hardwareId: '' } as const;
    const facts = { manufacturer: '', model: '', clockOffsetMs: null, createdAt: 0, updatedAt: 0 };
    const camera: StoredCamera = {
      id: newId(),
      name: this.name(),
      unitId,
      placement: DECLARED,
      accepted: true,
      signCode: randomBytes(5).toString('hex'),
      signPhotoAt: null,
      testPicture: null,
      ...device,
      ...facts,
      channels: [],
    };
    const size = { codec: 'H264', width: 640, height: 360, fps: 25, gop: 50, bitrate: 0, bFrames: false } as const;
    const streamUri = `rtsp://${address}:1/${camera.id}`;
    const profile = { ...size, role: 'main', token: '', audio: null, streamUri } as const;
    camera.channels.push({
      id: newId(),
      token: '',
      name: '',
      profiles: [profile],
      masks: [],
      maskTokens: [],
      maskState: 'none',
      gbId: '',
      ptz: null,
    });
    await this.store.transaction(({ cameras }) => cameras.save(camera));
    return camera;
  }

  async channel(unitId: string): Promise<string> {
    return (await this.camera(unitId)).channels[0]?.id ?? '';
  }

  async grant(unitId: string, userId = this.officerId, given: Partial<NewGrant> = {}): Promise<string> {
    const now = Date.now();
    const facts = { purpose: 'incident', source: 'approval', reason: '', shiftId: null, pending: false } as const;
    const times = { startsAt: now, endsAt: now + HOUR };
    return (await this.store.grants.add({ ...facts, ...times, userId, unitId, ...given }, now)).id;
  }

  /** The leave that the user's role carries in its own unit; of a role that sees no pictures, one that opens none. */
  async leave({ id, roles: [held], unitId }: User): Promise<string> {
    const rules = held && purposes[held.role];
    const [own] = rules?.own ?? [];
    const [asked]: readonly Purpose[] = rules?.asked ?? [];
    return own === undefined
      ? this.grant(unitId, id, { purpose: asked ?? 'incident', source: 'approval' })
      : this.grant(unitId, id, { purpose: own, source: 'own' });
  }

  /** One that has begun. */
  async shift(unitId: string, userId = this.officerId): Promise<string> {
    const now = Date.now();
    return this.store.shifts.add({ unitId, userId, startsAt: now - HOUR, endsAt: now + HOUR });
  }
}
