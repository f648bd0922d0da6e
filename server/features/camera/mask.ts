import { isDeepStrictEqual } from 'node:util';
import { isConvex, MediaError, type MaskResult, setMasks } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Channel, Mask } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { StoredCamera, StoredChannel } from '../../store/camera-record.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import type { Store } from '../../store/store.ts';
import { directProfiles, maskState } from './mask-state.ts';
import { toChannelView } from './view.ts';

/** How often devices that mask, or should, are asked again: one that was reset masks nothing any more. */
const ROUND_MS = 15 * 60_000;

interface MaskParts {
  store: Store;
  ranges: CameraRanges;
  bus: Bus;
  /** Told what went wrong in the rounds. */
  onError: (error: unknown) => void;
}

/** A channel with its camera. */
interface Found {
  camera: StoredCamera;
  channel: StoredChannel;
}

/**
 * What nobody may see of a channel. The masks are kept here; a transcoding relay paints them; where a stream is copied,
 * the device is asked to, and only what it has proven is believed. The state always stands on the side of doubt.
 */
export class MaskService {
  readonly #parts: MaskParts;
  /** Devices are asked one thing at a time. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #timer: NodeJS.Timeout;
  readonly #closing = new AbortController();

  constructor(parts: MaskParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.round().catch(parts.onError), ROUND_MS);
    this.#timer.unref();
  }

  /**
   * All masks of a channel, in place of those before. Resolves when the device, if it has to mask, has been asked.
   * @throws HubError `channel.unknown`, `permission.denied`, `mask.shape`
   */
  set(actor: SignedIn, channelId: string, masks: Mask[]): Promise<Channel> {
    return this.#find(channelId).then(({ camera }) => {
      const target = { kind: 'channel', id: channelId };
      const attempt = { action: 'channel.mask', target, unitId: camera.unitId };
      return recordRefusal(this.#parts.store, actor, attempt, async () => {
        await permit(actor, this.#parts.store.orgUnits, camera);
        if (!masks.every(({ corners }) => isConvex(corners))) throw new HubError('mask.shape');
        return this.#inTurn(camera.id, async () => {
          const kept = await this.#keep(actor, channelId, masks);
          // A relay that paints begins anew with the new masks at once; one that copies, when the device masks.
          if (directProfiles(kept.channel).length < kept.channel.profiles.length) this.#restart(channelId);
          const { channel } = await this.#ask(kept, actor);
          this.#restart(channelId);
          return toChannelView(channel);
        });
      });
    });
  }

  /** After a probe: the device may be another one, or have forgotten. @returns the camera as it stands then */
  async renew(actor: SignedIn | null, camera: StoredCamera): Promise<StoredCamera> {
    const concerned = camera.channels.filter(({ masks, maskTokens }) => masks.length + maskTokens.length > 0);
    if (concerned.length === 0) return camera;
    return this.#inTurn(camera.id, async () => {
      let now = camera;
      for (const { id } of concerned) now = (await this.#ask(await this.#find(id), actor)).camera;
      return now;
    });
  }

  /** Asks every device that has to mask whether it does. */
  async round(): Promise<void> {
    for (const camera of await this.#parts.store.cameras.list(null)) {
      if (this.#closing.signal.aborted) return;
      // One that was removed meanwhile is not worth a word.
      await this.renew(null, camera).catch((error: unknown) => {
        if (!(error instanceof HubError && error.code === 'channel.unknown')) this.#parts.onError(error);
      });
    }
  }

  /** Resolves when no device is being asked any more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await Promise.allSettled(this.#turns.values());
  }

  /** Written before the device is asked: what is not on record does not happen. */
  async #keep(actor: SignedIn, channelId: string, masks: Mask[]): Promise<Found> {
    const { store, bus } = this.#parts;
    const { found, path } = await store.transaction(async (inside) => {
      const camera = await inside.cameras.findByChannel(channelId);
      if (camera === null) throw new HubError('channel.unknown');
      const path = await permit(actor, inside.orgUnits, camera);
      const found = changed(camera, channelId, (channel) => {
        const next = { ...channel, masks };
        return { ...next, maskState: maskState(next) };
      });
      await inside.cameras.save(found.camera);
      const detail = { count: masks.length, state: found.channel.maskState, ...named(found) };
      await inside.auditEvents.add({ ...by(actor, found), action: 'channel.mask', outcome: 'done', detail });
      return { found, path };
    });
    bus.publish('camera.changed', { cameraId: found.camera.id, path });
    return found;
  }

  /** Has the device draw them where it must, and writes down what it has proven. */
  async #ask(asked: Found, actor: SignedIn | null): Promise<Found> {
    const { store, bus } = this.#parts;
    const result = await this.#askDevice(asked);
    const proven = result?.outcome === 'masked';
    const { found, path } = await store.transaction(async (inside) => {
      const camera = await inside.cameras.findByChannel(asked.channel.id);
      if (camera === null) throw new HubError('channel.unknown');
      const found = changed(camera, asked.channel.id, (channel) => ({
        ...channel,
        maskTokens: result?.tokens ?? channel.maskTokens,
        // Probed meanwhile: what was proven was of another stream.
        maskState: maskState(channel, proven && sameStreams(channel, asked.channel)),
      }));
      const before = camera.channels.find(({ id }) => id === found.channel.id);
      if (isDeepStrictEqual(before, found.channel)) return { found: { camera, channel: found.channel }, path: null };
      await inside.cameras.save(found.camera);
      const { maskState: state } = found.channel;
      const detail = { state, device: result?.outcome ?? null, cause: result?.cause ?? null, ...named(found) };
      const outcome = state === 'unmasked' ? 'failed' : 'done';
      await inside.auditEvents.add({ ...by(actor, found), action: 'channel.mask-check', outcome, detail });
      return { found, path: await inside.orgUnits.path(camera.unitId) };
    });
    if (path !== null) bus.publish('camera.changed', { cameraId: found.camera.id, path });
    return found;
  }

  /** Null where the device has nothing to do with it. */
  async #askDevice({ camera, channel }: Found): Promise<MaskResult | null> {
    const profiles = directProfiles(channel);
    const masks = profiles.length === 0 ? [] : channel.masks.map(({ corners }) => corners);
    if (camera.kind !== 'onvif' || masks.length + channel.maskTokens.length === 0) return null;
    try {
      return await setMasks({
        address: await this.#parts.ranges.resolve(camera.address),
        port: camera.port,
        credentials: camera.credentials ?? { username: '', password: '' },
        profileTokens: profiles.map(({ token }) => token),
        masks,
        knownTokens: channel.maskTokens,
        signal: this.#closing.signal,
      });
    } catch (error) {
      // Out of range, no such name, the hub stops: not asked, so not proven.
      const cause = error instanceof MediaError ? error.reason : 'address';
      if (!(error instanceof MediaError || error instanceof HubError || this.#closing.signal.aborted)) throw error;
      return { outcome: 'unproven', cause, tokens: channel.maskTokens };
    }
  }

  async #find(channelId: string): Promise<Found> {
    const camera = await this.#parts.store.cameras.findByChannel(channelId);
    const channel = camera?.channels.find(({ id }) => id === channelId);
    if (camera === null || channel === undefined) throw new HubError('channel.unknown');
    return { camera, channel };
  }

  /** Whoever watches gets a new picture: the relay keeps the last seconds, and they may show what is hidden now. */
  #restart(channelId: string): void {
    this.#parts.bus.publish('channel.ended', { channelIds: [channelId], reason: 'camera-changed' });
  }

  async #inTurn<T>(cameraId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(cameraId) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(cameraId, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(cameraId) === turn) this.#turns.delete(cameraId);
    }
  }
}

async function permit(actor: SignedIn, orgUnits: OrgUnits, { unitId }: StoredCamera): Promise<string[]> {
  const path = await orgUnits.path(unitId);
  authorise(actor, 'mask.write', { path });
  return path;
}

function changed(camera: StoredCamera, channelId: string, change: (channel: StoredChannel) => StoredChannel): Found {
  const at = camera.channels.findIndex(({ id }) => id === channelId);
  const before = camera.channels[at];
  if (before === undefined) throw new HubError('channel.unknown');
  const channel = change(before);
  return { camera: { ...camera, channels: camera.channels.with(at, channel), updatedAt: Date.now() }, channel };
}

function sameStreams(a: StoredChannel, b: StoredChannel): boolean {
  const tokens = (channel: StoredChannel): string => JSON.stringify(directProfiles(channel).map(({ token }) => token));
  return tokens(a) === tokens(b);
}

function by(actor: SignedIn | null, { camera, channel }: Found) {
  const { user, address } = actor ?? { user: null, address: '' };
  return { user, address, target: { kind: 'channel', id: channel.id }, unitId: camera.unitId };
}

function named({ camera, channel }: Found): { camera: string; channel: string } {
  return { camera: camera.name, channel: channel.name };
}
