import type { CameraRanges } from '../../camera-ranges.ts';
import type { CameraSource, Cause, ProbeResult } from '../../contract/camera.ts';
import type { Check } from '../../contract/check.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Rights } from '../../rights.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Store } from '../../store/store.ts';
import { by, toCameraAttempt, whereIs } from './audit.ts';
import type { Checklist } from './checklist.ts';
import { aliasesOf, permitHost } from './known.ts';
import { permit } from './place.ts';
import type { Probed, Prober } from './probe.ts';
import { type Connection, connectionOf, toConnection } from './source.ts';
import { toProfileView } from './view.ts';

interface LookParts {
  store: Store;
  rights: Rights;
  ranges: CameraRanges;
  prober: Pick<Prober, 'probe' | 'picture' | 'still'>;
  checklist: Pick<Checklist, 'check'>;
}

/** Looks at devices, registered or not. Nothing is stored but the record that somebody looked. */
export class LookService {
  readonly #parts: LookParts;

  constructor(parts: LookParts) {
    this.#parts = parts;
  }

  /** What a device is, with one test picture; of one that is registered, without: that picture needs leave. */
  async probe(actor: SignedIn, source: CameraSource, signal: AbortSignal): Promise<ProbeResult> {
    const connection = toConnection(source);
    const there = await this.#permitHost('camera.probe', actor, connection);
    const probed = await this.#parts.prober.probe(connection, signal);
    const { hardwareId } = probed;
    const known = hardwareId === '' ? null : await this.#parts.store.cameras.findByHardwareId(hardwareId);
    if (known !== null) await this.#permit('camera.probe', actor, known);
    const isKnown = known !== null || there.length > 0;
    const { jpeg, cause } = isKnown ? NO_PICTURE : await this.#showPicture(probed, signal);
    return {
      name: probed.name,
      hardwareId,
      manufacturer: probed.manufacturer,
      model: probed.model,
      clockOffsetMs: probed.clockOffsetMs,
      channels: probed.channels.map(({ name, profiles }) => ({ name, profiles: profiles.map(toProfileView) })),
      testPicture: jpeg && jpeg.toString('base64'),
      testPictureCause: cause,
    };
  }

  /** The checklist of a device, which need not be registered. */
  async check(actor: SignedIn, source: CameraSource, signal: AbortSignal): Promise<Check[]> {
    const connection = toConnection(source);
    const there = await this.#permitHost('camera.check', actor, connection);
    return this.#parts.checklist.check(connection, { worked: there.length > 0 }, signal);
  }

  /** The checklist of a registered camera, with the credentials that are stored. */
  async checkAgain(actor: SignedIn, id: string, signal: AbortSignal): Promise<Check[]> {
    const { store, checklist } = this.#parts;
    const camera = await store.cameras.find(id);
    if (camera === null) throw new HubError('camera.unknown');
    await this.#permit('camera.check', actor, camera);
    await store.auditEvents.add({ ...by(actor, 'camera.check', camera), detail: { name: camera.name } });
    return checklist.check(connectionOf(camera), { worked: true }, signal);
  }

  /** One picture of a channel, now: JPEG. It is a view: it needs a grant, and is recorded before it is taken. */
  async testPicture(actor: SignedIn, channelId: string, grantId: string, signal: AbortSignal): Promise<Buffer> {
    const { store, rights, prober } = this.#parts;
    const target = { kind: 'channel', id: channelId };
    const action = 'channel.test-picture';
    const { grant, camera, channel } = await recordRefusal(store, actor, { action, target }, () =>
      rights.watch(actor.user, channelId, grantId),
    );
    const [profile] = channel.profiles;
    if (profile === undefined) throw new HubError('channel.unknown');
    const { user, address } = actor;
    await store.auditEvents.add({
      user,
      address,
      action,
      target,
      purpose: grant.purpose,
      unitId: camera.unitId,
      outcome: 'done',
      detail: { camera: camera.name, grant: grant.id },
    });
    return prober.picture(profile.streamUri, camera, channel.masks, signal);
  }

  /** On record before the device is contacted. @returns the cameras that are registered there */
  async #permitHost(action: string, actor: SignedIn, connection: Connection): Promise<StoredCamera[]> {
    const { store, ranges } = this.#parts;
    const hosts = await aliasesOf(store.cameras, ranges, connection.address);
    const there = await recordRefusal(store, actor, { action, target: null }, () => permitHost(actor, store, hosts));
    const { user, address } = actor;
    const detail = whereIs(connection);
    await store.auditEvents.add({ user, address, action, target: null, outcome: 'done', detail });
    return there;
  }

  async #permit(action: string, actor: SignedIn, camera: StoredCamera): Promise<void> {
    const { store } = this.#parts;
    const attempt = toCameraAttempt(action, camera);
    await recordRefusal(store, actor, attempt, () => permit(actor, store.orgUnits, camera.unitId));
  }

  /** Made of what the probe saw: some cameras are not ready again so soon, others lock who knocks too often. */
  async #showPicture({ keyframe }: Probed, signal: AbortSignal): Promise<Picture> {
    const jpeg = keyframe ? await this.#parts.prober.still(keyframe, signal) : null;
    return { jpeg, cause: jpeg === null ? 'codec' : null };
  }
}

/** One decoded picture, or why there is none. */
interface Picture {
  jpeg: Buffer | null;
  cause: Cause | null;
}

const NO_PICTURE: Picture = { jpeg: null, cause: null };
