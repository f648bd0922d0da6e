import { MediaError } from '../../../media/index.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Camera, CameraCreate, CameraSource, CameraUpdate, Cause, ProbeResult } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Rights } from '../../rights.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import type { Store } from '../../store/store.ts';
import { gapsOf } from './declaration.ts';
import type { MaskService } from './mask.ts';
import { homeOf, permit, permitNew } from './place.ts';
import type { Probed, Prober } from './probe.ts';
import { findKnown, toRecord } from './registration.ts';
import { type Connection, connectionOf, toConnection } from './source.ts';
import { toProfileView, toView } from './view.ts';

interface CameraParts {
  store: Store;
  bus: Bus;
  rights: Rights;
  prober: Pick<Prober, 'probe' | 'picture'>;
  masks: Pick<MaskService, 'renew'>;
}

/** Cameras: look at one before, register, change, remove. Each change and its audit event are one transaction. */
export class CameraService {
  readonly #store: Store;
  readonly #prober: CameraParts['prober'];
  readonly #bus: Bus;
  readonly #rights: Rights;
  readonly #masks: CameraParts['masks'];

  constructor(parts: CameraParts) {
    this.#store = parts.store;
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

  /** Looks at a device, with one test picture; stores nothing but the record that somebody looked. */
  async probe(actor: SignedIn, source: CameraSource, signal: AbortSignal): Promise<ProbeResult> {
    const connection = toConnection(source);
    await this.#record(actor, 'camera.probe', whereIs(connection));
    const probed = await this.#prober.probe(connection, signal);
    const known = await findKnown(this.#store.cameras, connection, probed.hardwareId);
    if (known !== null) {
      const attempt = toCameraAttempt('camera.probe', known);
      await recordRefusal(this.#store, actor, attempt, () => permit(actor, this.#store.orgUnits, known.unitId));
    }
    const { jpeg, cause } = await this.#tryPicture(probed, connection, known, signal);
    return {
      ...probed,
      channels: probed.channels.map(({ name, profiles }) => ({ name, profiles: profiles.map(toProfileView) })),
      testPicture: jpeg && jpeg.toString('base64'),
      testPictureCause: cause,
    };
  }

  /** Registers a device, or brings one that is registered up to date: doing it twice changes nothing. */
  register(
    actor: SignedIn,
    { name, unitId, placement, source }: CameraCreate,
    signal: AbortSignal,
  ): Promise<{ camera: Camera; created: boolean }> {
    return recordRefusal(this.#store, actor, { action: 'camera.register', target: null, unitId }, async () => {
      const connection = toConnection(source);
      if (unitId !== undefined) await permitNew(actor, this.#store.orgUnits, unitId);
      const probed = await this.#probeFor('camera.register', actor, connection, signal);
      const saved = await this.#store.transaction(async ({ orgUnits, cameras, auditEvents }) => {
        const before = await findKnown(cameras, connection, probed.hardwareId);
        const unit = unitId ?? before?.unitId ?? (await homeOf(actor, orgUnits));
        const path = await permitMove(actor, orgUnits, before, unit);
        const after = toRecord(before, connection, probed, { name: name.trim(), unitId: unit, placement });
        await cameras.save(after);
        const detail = { name: after.name, created: before === null, ...whereIs(connection) };
        await auditEvents.add({ ...by(actor, 'camera.register', after), detail });
        return { before, after, path };
      });
      if (saved.before !== null) this.#endChannels(saved.before, 'camera-changed');
      this.#tell(saved);
      return { camera: toView(await this.#masks.renew(actor, saved.after)), created: saved.before === null };
    });
  }

  /** Name, unit and placement are just written; a changed connection is probed first, and refused if nothing answers. */
  async update(actor: SignedIn, id: string, change: CameraUpdate, signal: AbortSignal): Promise<Camera> {
    const known = await this.#find(id);
    return recordRefusal(this.#store, actor, toCameraAttempt('camera.update', known), async () => {
      await permitMove(actor, this.#store.orgUnits, known, change.unitId ?? known.unitId);
      const connection = changed(known, change);
      const probed = connection && (await this.#probeFor('camera.update', actor, connection, signal, known));
      const saved = await this.#store.transaction(async ({ orgUnits, cameras, auditEvents }) => {
        const before = await cameras.find(id);
        if (before === null) throw new HubError('camera.unknown');
        const given = { name: change.name?.trim() || before.name, unitId: change.unitId ?? before.unitId };
        const path = await permitMove(actor, orgUnits, before, given.unitId);
        const found = connection && probed ? toRecord(before, connection, probed, given) : { ...before, ...given };
        const placement = change.placement ?? before.placement;
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

  /** One picture of a channel, now: JPEG. It is a view: it needs a grant, and is recorded before it is taken. */
  async testPicture(actor: SignedIn, channelId: string, grantId: string, signal: AbortSignal): Promise<Buffer> {
    const target = { kind: 'channel', id: channelId };
    const action = 'channel.test-picture';
    const { grant, camera, channel } = await recordRefusal(this.#store, actor, { action, target }, () =>
      this.#rights.watch(actor.user, channelId, grantId),
    );
    const [profile] = channel.profiles;
    if (profile === undefined) throw new HubError('channel.unknown');
    const { user, address } = actor;
    await this.#store.auditEvents.add({
      user,
      address,
      action,
      target,
      purpose: grant.purpose,
      unitId: camera.unitId,
      outcome: 'done',
      detail: { camera: camera.name, grant: grant.id },
    });
    return this.#prober.picture(profile.streamUri, camera, channel.masks, signal);
  }

  /** A device was contacted, with credentials: where nothing comes of it, that stays on record. */
  async #probeFor(
    action: string,
    actor: SignedIn,
    connection: Connection,
    signal: AbortSignal,
    known?: StoredCamera,
  ): Promise<Probed> {
    try {
      return await this.#prober.probe(connection, signal);
    } catch (error) {
      const reason = error instanceof MediaError ? error.reason : 'other';
      const { user, address } = actor;
      const detail = { reason, ...whereIs(connection) };
      const attempt = known === undefined ? { action, target: null } : toCameraAttempt(action, known);
      await this.#store.auditEvents.add({ user, address, ...attempt, outcome: 'failed', detail });
      throw error;
    }
  }

  async #tryPicture(
    { channels }: Probed,
    connection: Connection,
    known: StoredCamera | null,
    signal: AbortSignal,
  ): Promise<{ jpeg: Buffer | null; cause: Cause | null }> {
    const [first] = channels;
    const streamUri = first?.profiles[0]?.streamUri;
    if (streamUri === undefined) return { jpeg: null, cause: 'codec' };
    // A look at a registered camera hides what is hidden of it.
    const masks = known?.channels.find(({ token }) => token === first?.token)?.masks ?? [];
    try {
      return { jpeg: await this.#prober.picture(streamUri, connection, masks, signal), cause: null };
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      return { jpeg: null, cause: error.reason };
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

  async #record(
    { user, address }: SignedIn,
    action: string,
    detail: Record<string, string | number>,
    target: { kind: string; id: string } | null = null,
  ): Promise<void> {
    await this.#store.auditEvents.add({ user, address, action, target, outcome: 'done', detail });
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

function toCameraAttempt(action: string, { id, unitId }: Pick<StoredCamera, 'id' | 'unitId'>) {
  return { action, target: { kind: 'camera', id }, unitId };
}

function by({ user, address }: SignedIn, action: string, camera: Pick<StoredCamera, 'id' | 'unitId'>) {
  return { user, address, ...toCameraAttempt(action, camera), outcome: 'done' as const };
}

/** What became different, for the record. */
function changes(before: StoredCamera, after: StoredCamera, connection: Connection | null) {
  const movedFrom = before.unitId === after.unitId ? null : before.unitId;
  return { name: after.name, connectionChanged: connection !== null, movedFrom, ...whereIs(after) };
}

/** For the record; an RTSP URL stays out of it, for some devices have passwords in their paths. */
function whereIs({ kind, address, port }: Pick<Connection, 'kind' | 'address' | 'port'>) {
  return { kind, address, port };
}

/** The connection that a change makes; null where it stays as it is. */
function changed(camera: StoredCamera, change: CameraUpdate): Connection | null {
  const { address, port, username, password } = change;
  const now = connectionOf(camera);
  const moved = (address ?? now.address) !== now.address || (port ?? now.port) !== now.port;
  if (moved && now.kind === 'rtsp') throw new HubError('camera.kind');
  const before = now.credentials ?? { username: '', password: '' };
  const after = { username: username ?? before.username, password: password ?? before.password };
  if (!moved && after.username === before.username && after.password === before.password) return null;
  const credentials = after.username === '' && after.password === '' ? null : after;
  return { ...now, address: (address ?? now.address).toLowerCase(), port: port ?? now.port, credentials };
}
