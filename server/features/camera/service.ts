import { isDeepStrictEqual } from 'node:util';
import { MediaError } from '../../../media/index.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Camera, CameraCreate, CameraUpdate } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Rights } from '../../rights.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import type { Store } from '../../store/store.ts';
import { by, toCameraAttempt, whereIs } from './audit.ts';
import { gapsOf, toPlacement } from './declaration.ts';
import { canonicalHost } from './host.ts';
import { aliasesOf, findKnown, permitHost } from './known.ts';
import type { MaskService } from './mask.ts';
import { homeOf, permit, permitNew } from './place.ts';
import type { Probed, Prober } from './probe.ts';
import { toRecord } from './registration.ts';
import { type Connection, connectionOf, toConnection } from './source.ts';
import { toView } from './view.ts';

interface CameraParts {
  store: Store;
  bus: Bus;
  rights: Rights;
  ranges: CameraRanges;
  prober: Pick<Prober, 'probe'>;
  masks: Pick<MaskService, 'renew'>;
}

/** What came of a registration. `changed`: more than what every look finds anew. */
export interface Registered {
  camera: Camera;
  created: boolean;
  changed: boolean;
}

/** Cameras: register, change, remove. Each change and its audit event are one transaction. */
export class CameraService {
  readonly #store: Store;
  readonly #ranges: CameraRanges;
  readonly #prober: CameraParts['prober'];
  readonly #bus: Bus;
  readonly #rights: Rights;
  readonly #masks: CameraParts['masks'];

  constructor(parts: CameraParts) {
    this.#store = parts.store;
    this.#ranges = parts.ranges;
    this.#prober = parts.prober;
    this.#bus = parts.bus;
    this.#rights = parts.rights;
    this.#masks = parts.masks;
  }

  /** Those in the actor's own area, and those that a grant opens; none in acceptance but to technicians of its place. */
  async list(actor: SignedIn): Promise<Camera[]> {
    const { units, includes } = await this.#rights.sight(actor);
    return (await this.#store.cameras.list(units)).filter(includes).map(toView);
  }

  /**
   * Registers a device, or brings one that is registered up to date: doing it twice changes nothing.
   * @param logins sign-ins that the device may refuse before it is left alone; two unless told otherwise
   */
  register(
    actor: SignedIn,
    { name, unitId, placement, source }: CameraCreate,
    signal: AbortSignal,
    logins?: number,
  ): Promise<Registered> {
    return recordRefusal(this.#store, actor, { action: 'camera.register', target: null, unitId }, async () => {
      const connection = toConnection(source);
      const declared = placement && toPlacement(placement);
      if (unitId !== undefined) await permitNew(actor, this.#store.orgUnits, unitId);
      const hosts = await aliasesOf(this.#store.cameras, this.#ranges, connection.address);
      await permitHost(actor, this.#store, hosts);
      const probed = await this.#probeFor('camera.register', actor, connection, signal, { logins });
      const saved = await this.#store.transaction(async (inside) => {
        const there = await permitHost(actor, inside, hosts);
        const before = await findKnown(inside.cameras, connection, probed, there);
        const unit = unitId ?? before?.unitId ?? (await homeOf(actor, inside.orgUnits));
        const path = await permitMove(actor, inside.orgUnits, before, unit);
        const given = { name: name.trim(), unitId: unit, placement: declared };
        const after = toRecord(before, connection, probed, given);
        const changed = before === null || !isSame(before, after);
        await inside.cameras.save(after);
        const detail = { name: after.name, created: before === null, changed, ...whereIs(connection) };
        await inside.auditEvents.add({ ...by(actor, 'camera.register', after), detail });
        return { before, after, path, changed };
      });
      const { before, after, changed } = saved;
      if (before !== null && changed) this.#endChannels(before, 'camera-changed');
      this.#tell(saved);
      return { camera: toView(await this.#masks.renew(actor, after)), created: before === null, changed };
    });
  }

  /** Name, unit and placement are just written; a changed connection is probed first, and refused if nothing answers. */
  async update(actor: SignedIn, id: string, change: CameraUpdate, signal: AbortSignal): Promise<Camera> {
    const known = await this.#find(id);
    return recordRefusal(this.#store, actor, toCameraAttempt('camera.update', known), async () => {
      await permitMove(actor, this.#store.orgUnits, known, change.unitId ?? known.unitId);
      const connection = changed(known, change);
      const declared = change.placement && toPlacement(change.placement);
      const hosts = connection === null ? [] : await aliasesOf(this.#store.cameras, this.#ranges, connection.address);
      await permitHost(actor, this.#store, hosts);
      const probed = connection && (await this.#probeFor('camera.update', actor, connection, signal, { known }));
      const saved = await this.#store.transaction(async ({ orgUnits, cameras, auditEvents }) => {
        const before = await cameras.find(id);
        if (before === null) throw new HubError('camera.unknown');
        await permitHost(actor, { orgUnits, cameras }, hosts);
        const given = { name: change.name?.trim() || before.name, unitId: change.unitId ?? before.unitId };
        const path = await permitMove(actor, orgUnits, before, given.unitId);
        const found = connection && probed ? toRecord(before, connection, probed, given) : { ...before, ...given };
        const placement = declared ?? before.placement;
        const accepted = gapsOf(placement).length === 0;
        const after = { ...found, placement, accepted, updatedAt: Date.now() };
        await cameras.save(after);
        await auditEvents.add({ ...by(actor, 'camera.update', after), detail: changes(before, after, connection) });
        return { before, after, path };
      });
      if (connection !== null) this.#endChannels(known, 'camera-changed');
      this.#tell(saved);
      return toView(connection === null ? saved.after : await this.#masks.renew(actor, saved.after));
    });
  }

  /** Looks at it again as it is connected now: for whoever has changed something at the device. */
  async renew(actor: SignedIn, id: string, signal: AbortSignal): Promise<Camera> {
    const known = await this.#find(id);
    return recordRefusal(this.#store, actor, toCameraAttempt('camera.renew', known), async () => {
      await permit(actor, this.#store.orgUnits, known.unitId);
      const probed = await this.#probeFor('camera.renew', actor, connectionOf(known), signal, { known });
      const saved = await this.#store.transaction(async ({ orgUnits, cameras, auditEvents }) => {
        const before = await cameras.find(id);
        if (before === null) throw new HubError('camera.unknown');
        const path = await permit(actor, orgUnits, before.unitId);
        const after = toRecord(before, connectionOf(before), probed, before);
        await cameras.save(after);
        const changed = !isSame(before, after);
        await auditEvents.add({ ...by(actor, 'camera.renew', after), detail: { name: after.name, changed } });
        return { before, after, path, changed };
      });
      if (saved.changed) this.#endChannels(saved.before, 'camera-changed');
      this.#tell(saved);
      return toView(await this.#masks.renew(actor, saved.after));
    });
  }

  async remove(actor: SignedIn, id: string): Promise<void> {
    const known = await this.#find(id);
    await recordRefusal(this.#store, actor, toCameraAttempt('camera.remove', known), async () => {
      const { camera, path } = await this.#store.transaction(async ({ orgUnits, cameras, auditEvents }) => {
        const camera = await cameras.find(id);
        if (camera === null) throw new HubError('camera.unknown');
        const path = await permit(actor, orgUnits, camera.unitId);
        await cameras.remove(id);
        const detail = { name: camera.name, ...whereIs(camera) };
        await auditEvents.add({ ...by(actor, 'camera.remove', camera), detail });
        return { camera, path };
      });
      this.#endChannels(camera, 'camera-removed');
      this.#bus.publish('camera.changed', { cameraId: id, path });
    });
  }

  /** A device was contacted, with credentials: where nothing comes of it, that stays on record. */
  async #probeFor(
    action: string,
    actor: SignedIn,
    connection: Connection,
    signal: AbortSignal,
    { known, logins }: { known?: StoredCamera; logins?: number | undefined } = {},
  ): Promise<Probed> {
    try {
      return await this.#prober.probe(connection, signal, logins);
    } catch (error) {
      const reason = error instanceof MediaError ? error.reason : 'other';
      const { user, address } = actor;
      const detail = { reason, ...whereIs(connection) };
      const attempt = known === undefined ? { action, target: null } : toCameraAttempt(action, known);
      await this.#store.auditEvents.add({ user, address, ...attempt, outcome: 'failed', detail });
      throw error;
    }
  }

  async #find(id: string): Promise<StoredCamera> {
    const camera = await this.#store.cameras.find(id);
    if (camera === null) throw new HubError('camera.unknown');
    return camera;
  }

  /** Pages read their lists again; where others may see it now, pictures are judged again. */
  #tell({ before, after, path }: { before: StoredCamera | null; after: StoredCamera; path: string[] }): void {
    if (before !== null && (before.unitId !== after.unitId || before.accepted !== after.accepted)) {
      this.#bus.publish('place.changed', {});
    }
    this.#bus.publish('camera.changed', { cameraId: after.id, path });
  }

  #endChannels(camera: StoredCamera, reason: 'camera-removed' | 'camera-changed'): void {
    this.#bus.publish('channel.ended', { channelIds: camera.channels.map(({ id }) => id), reason });
  }
}

/** @returns the units in which the camera is and was, with all above */
async function permitMove(
  actor: SignedIn,
  orgUnits: OrgUnits,
  before: StoredCamera | null,
  unitId: string,
): Promise<string[]> {
  if (before?.unitId === unitId) return permit(actor, orgUnits, unitId);
  const from = before === null ? [] : await permit(actor, orgUnits, before.unitId);
  return [...new Set([...from, ...(await permitNew(actor, orgUnits, unitId))])];
}

/** Whether two records of a camera differ in nothing but what every look measures anew. */
function isSame(before: StoredCamera, after: StoredCamera): boolean {
  return isDeepStrictEqual(lasting(before), lasting(after));
}

function lasting({ updatedAt: _, clockOffsetMs: __, testPicture: ___, channels, ...same }: StoredCamera) {
  return {
    ...same,
    channels: channels.map(({ id, name, profiles }) => {
      const streams = profiles.map(({ fps: _, gop: __, bitrate: ___, ...stream }) => stream);
      return { id, name, streams };
    }),
  };
}

/** What became different, for the record. */
function changes(before: StoredCamera, after: StoredCamera, connection: Connection | null) {
  const movedFrom = before.unitId === after.unitId ? null : before.unitId;
  return { name: after.name, connectionChanged: connection !== null, movedFrom, ...whereIs(after) };
}

/** The connection that a change makes; null where it stays as it is. */
function changed(camera: StoredCamera, change: CameraUpdate): Connection | null {
  const { address, port, username, password } = change;
  const now = connectionOf(camera);
  const host = address === undefined ? now.address : canonicalHost(address);
  const moved = host !== now.address || (port ?? now.port) !== now.port;
  if (moved && now.kind === 'rtsp') throw new HubError('camera.kind');
  // Else whoever may change an address could have the stored password sent to a machine of their own.
  if (moved && now.credentials !== null && password === undefined) throw new HubError('camera.password-needed');
  const before = now.credentials ?? { username: '', password: '' };
  const after = { username: username ?? before.username, password: password ?? before.password };
  if (!moved && after.username === before.username && after.password === before.password) return null;
  const credentials = after.username === '' && after.password === '' ? null : after;
  return { ...now, address: host, port: port ?? now.port, credentials };
}
