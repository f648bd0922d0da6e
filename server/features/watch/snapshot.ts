import { createHash } from 'node:crypto';
import {
  burnIn,
  type FfmpegConfig,
  type Keyframe,
  lookAtStream,
  MediaError,
  NoFontError,
  type Relays,
} from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave, Rights } from '../../rights.ts';
import type { AuditBacklog } from '../../store/audit-backlog.ts';
import type { Store } from '../../store/store.ts';
import { relayKey } from './channel-states.ts';
import { Leaves } from './leaves.ts';
import { WatchRecord, type Wish } from './record.ts';
import { snapshotText } from './snapshot-text.ts';
import { sameStream, type Stream } from './stream.ts';

/** For one stream, ms: the slowest encoders send a keyframe in ten seconds. */
const LOOK_MS = 12_000;

interface SnapshotParts {
  store: Store;
  backlog: AuditBacklog;
  rights: Rights;
  relays: Relays;
  ranges: CameraRanges;
  ffmpeg: FfmpegConfig;
}

/** Pictures to keep: with masks, and with place, time, viewer and purpose burnt in. */
export class SnapshotService {
  readonly #parts: SnapshotParts;
  readonly #record: WatchRecord;
  readonly #leaves: Leaves;

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
    this.#record = new WatchRecord(parts.store, parts.backlog);
    this.#leaves = new Leaves(parts.rights, this.#record, 'channel.snapshot');
  }

  /**
   * JPEG, in the full size of the stream: of the newest keyframe where the channel is being watched (the larger stream
   * goes before), else of one that is fetched. On record before it is given away, with its SHA-256.
   * @throws HubError as {@link Rights.watch}, `camera.*`, `snapshot.font`; MediaError
   */
  async take(actor: SignedIn, wish: Wish, signal: AbortSignal): Promise<Buffer> {
    const leave = await this.#leaves.ask(actor, wish);
    try {
      const { jpeg, at } = await this.#make(actor, leave, signal);
      // It may have taken seconds.
      const now = await this.#leaves.ask(actor, wish);
      const { camera, channel } = leave;
      const isSame = channel.profiles.every((profile) => sameStream(now.camera, { camera, channel, profile }));
      if (!isSame || now.camera.unitId !== camera.unitId) throw new HubError('channel.unknown');
      signal.throwIfAborted();
      const sha256 = createHash('sha256').update(jpeg).digest('hex');
      await this.#record.snapshot(actor, now, 'done', { at, bytes: jpeg.length, sha256 });
      return jpeg;
    } catch (error) {
      const isRefusal = error instanceof HubError && error.status === 403;
      // A refusal is on record already.
      if (!isRefusal) await this.#record.snapshot(actor, leave, 'failed', { reason: reasonOf(error) });
      throw error;
    }
  }

  async #make(actor: SignedIn, leave: Leave, signal: AbortSignal): Promise<{ jpeg: Buffer; at: number }> {
    const { store, ffmpeg } = this.#parts;
    const { frame, at } = this.#watched(leave) ?? (await this.#fetch(leave, signal));
    const units = await Promise.all(leave.path.map((id) => store.orgUnits.find(id)));
    const names = units.map((unit) => unit?.name ?? '');
    const masks = leave.channel.masks.map(({ corners }) => corners);
    const lines = snapshotText(actor, leave, names, at);
    try {
      return { jpeg: await burnIn({ frame, masks, lines }, ffmpeg, signal), at };
    } catch (error) {
      if (error instanceof NoFontError) throw new HubError('snapshot.font', {}, { cause: error });
      throw error;
    }
  }

  /** Of a relay that is live: no second session on the camera. */
  #watched({ channel }: Leave): { frame: Keyframe; at: number } | null {
    for (const role of ['main', 'sub'] as const) {
      const key = relayKey(channel.id, role);
      const [relay, data] = [this.#parts.relays.get(key), this.#parts.relays.keyframe(key)];
      if (relay !== undefined && data !== null) return { frame: { codec: 'H264', data }, at: relay.keyframeAt };
    }
    return null;
  }

  async #fetch({ camera, channel }: Leave, signal: AbortSignal): Promise<{ frame: Keyframe; at: number }> {
    const profile: Stream['profile'] | undefined = channel.profiles[0];
    if (profile === undefined) throw new HubError('channel.unknown');
    const url = await this.#parts.ranges.resolveUrl(profile.streamUri);
    const source = { url, credentials: camera.credentials ?? undefined };
    const { codec, keyframe: data } = await lookAtStream(source, { signal, maxMs: LOOK_MS });
    if (codec === 'other') throw new MediaError('codec');
    if (data === null) throw new MediaError('no-keyframe');
    return { frame: { codec, data }, at: Date.now() };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof MediaError) return error.reason;
  return error instanceof HubError ? error.code : 'other';
}
