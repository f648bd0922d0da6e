import { MediaError } from '../../../media/index.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Camera, CameraCreate, CameraSource, CameraUpdate, Cause, ProbeResult } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Store } from '../../store/store.ts';
import type { Probed, Prober } from './probe.ts';
import { findKnown, toRecord } from './registration.ts';
import { type Connection, connectionOf, toConnection } from './source.ts';
import { toProfileView, toView } from './view.ts';

/** Cameras: look at one before, register, change, remove. Each change and its audit event are one transaction. */
export class CameraService {
  readonly #store: Store;
  readonly #prober: Prober;
  readonly #bus: Bus;

  constructor(parts: { store: Store; prober: Prober; bus: Bus }) {
    this.#store = parts.store;
    this.#prober = parts.prober;
    this.#bus = parts.bus;
  }

  async list(): Promise<Camera[]> {
    return (await this.#store.cameras.list(null)).map(toView);
  }

  /** Looks at a device, with one test picture; stores nothing but the record that somebody looked. */
  async probe(actor: SignedIn, source: CameraSource, signal: AbortSignal): Promise<ProbeResult> {
    const connection = toConnection(source);
    await this.#record(actor, 'camera.probe', whereIs(connection));
    const probed = await this.#prober.probe(connection, signal);
    const { jpeg, cause } = await this.#tryPicture(probed, connection, signal);
    return {
      ...probed,
      channels: probed.channels.map(({ name, profiles }) => ({ name, profiles: profiles.map(toProfileView) })),
      testPicture: jpeg && jpeg.toString('base64'),
      testPictureCause: cause,
    };
  }

  /** Registers a device, or brings one that is registered up to date: doing it twice changes nothing. */
  async register(
    actor: SignedIn,
    { name, unitId, source }: CameraCreate,
    signal: AbortSignal,
  ): Promise<{ camera: Camera; created: boolean }> {
    const connection = toConnection(source);
    const probed = await this.#probeFor('camera.register', actor, connection, signal);
    const { record, known } = await this.#store.transaction(async ({ orgUnits, cameras, auditEvents }) => {
      const before = await findKnown(cameras, connection, probed.hardwareId);
      const given = { name: name.trim(), unitId: unitId ?? before?.unitId ?? (await orgUnits.root()).id };
      const after = toRecord(before, connection, probed, given);
      await cameras.save(after);
      await auditEvents.add({
        ...by(actor, 'camera.register', after.id),
        detail: { name: after.name, created: before === null, ...whereIs(connection) },
      });
      return { record: after, known: before };
    });
    if (known !== null) this.#endChannels(known, 'camera-changed');
    this.#bus.publish('camera.changed', { cameraId: record.id });
    return { camera: toView(record), created: known === null };
  }

  /** A new name is just written; a changed connection is probed first, and refused if nothing answers there. */
  async update(actor: SignedIn, id: string, change: CameraUpdate, signal: AbortSignal): Promise<Camera> {
    const known = await this.#find(id);
    const connection = changed(known, change);
    const probed = connection && (await this.#probeFor('camera.update', actor, connection, signal));
    const record = await this.#store.transaction(async ({ cameras, auditEvents }) => {
      const before = await cameras.find(id);
      if (before === null) throw new HubError('camera.unknown');
      const name = change.name?.trim() ?? '';
      const after =
        connection && probed
          ? toRecord(before, connection, probed, { name, unitId: before.unitId })
          : { ...before, name: name || before.name, updatedAt: Date.now() };
      await cameras.save(after);
      const detail = { name: after.name, connectionChanged: connection !== null, ...whereIs(after) };
      await auditEvents.add({ ...by(actor, 'camera.update', id), detail });
      return after;
    });
    if (connection !== null) this.#endChannels(known, 'camera-changed');
    this.#bus.publish('camera.changed', { cameraId: id });
    return toView(record);
  }

  async remove(actor: SignedIn, id: string): Promise<void> {
    const known = await this.#find(id);
    await this.#store.transaction(async ({ cameras, auditEvents }) => {
      if (!(await cameras.remove(id))) throw new HubError('camera.unknown');
      const detail = { name: known.name, ...whereIs(known) };
      await auditEvents.add({ ...by(actor, 'camera.remove', id), detail });
    });
    this.#endChannels(known, 'camera-removed');
    this.#bus.publish('camera.changed', { cameraId: id });
  }

  /** One picture of a channel, now: JPEG. Recorded before it is taken. */
  async testPicture(actor: SignedIn, channelId: string, signal: AbortSignal): Promise<Buffer> {
    const camera = await this.#store.cameras.findByChannel(channelId);
    const profile = camera?.channels.find(({ id }) => id === channelId)?.profiles[0];
    if (camera === null || profile === undefined) throw new HubError('channel.unknown');
    await this.#record(actor, 'channel.test-picture', { camera: camera.name }, { kind: 'channel', id: channelId });
    return this.#prober.picture(profile.streamUri, camera, signal);
  }

  /** A device was contacted, with credentials: where nothing comes of it, that stays on record. */
  async #probeFor(action: string, actor: SignedIn, connection: Connection, signal: AbortSignal): Promise<Probed> {
    try {
      return await this.#prober.probe(connection, signal);
    } catch (error) {
      const reason = error instanceof MediaError ? error.reason : 'other';
      const { user, address } = actor;
      const detail = { reason, ...whereIs(connection) };
      await this.#store.auditEvents.add({ user, address, action, target: null, outcome: 'failed', detail });
      throw error;
    }
  }

  async #tryPicture(
    { channels }: Probed,
    connection: Connection,
    signal: AbortSignal,
  ): Promise<{ jpeg: Buffer | null; cause: Cause | null }> {
    const streamUri = channels[0]?.profiles[0]?.streamUri;
    if (streamUri === undefined) return { jpeg: null, cause: 'codec' };
    try {
      return { jpeg: await this.#prober.picture(streamUri, connection, signal), cause: null };
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

function by({ user, address }: SignedIn, action: string, id: string) {
  return { user, address, action, target: { kind: 'camera', id }, outcome: 'done' as const };
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
