import type { FfmpegConfig } from '../../../media/index.ts';
import { describeStream, MediaError, probeOnvif, takeSnapshot } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Mask, ProfileRole, TestPicture } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { StoredChannel, StoredProfile } from '../../store/camera-record.ts';
import { candidates, isDirect } from './profile-choice.ts';
import type { Connection } from './source.ts';

/** What a device is and shows, with the streams chosen. */
export interface Probed {
  name: string;
  hardwareId: string;
  manufacturer: string;
  model: string;
  clockOffsetMs: number | null;
  channels: ProbedChannel[];
  /** What the first picture showed, where one was looked at. */
  testPicture?: TestPicture;
}

/** A channel as the device tells it. */
export type ProbedChannel = Pick<StoredChannel, 'token' | 'name' | 'profiles'>;

type OnvifChannel = Awaited<ReturnType<typeof probeOnvif>>['channels'][number];
type OnvifProfile = OnvifChannel['profiles'][number];

/** Asks devices; stores nothing. Addresses outside of the ranges are never contacted. */
export class Prober {
  readonly #ranges: CameraRanges;
  readonly #ffmpeg: FfmpegConfig;
  /** Addresses being probed: a second probe of the same device only makes both fail. */
  readonly #busy = new Set<string>();

  constructor(ranges: CameraRanges, ffmpeg: FfmpegConfig) {
    this.#ranges = ranges;
    this.#ffmpeg = ffmpeg;
  }

  /**
   * What is at this connection. Streams are opened, too: devices tell little of them, and lie.
   * @throws HubError `camera.busy`, `camera.range`, `camera.address`; MediaError
   */
  async probe(connection: Connection, signal: AbortSignal): Promise<Probed> {
    const address = await this.#ranges.resolve(connection.address);
    const door = `${address}:${connection.port}`;
    if (this.#busy.has(door)) throw new HubError('camera.busy');
    this.#busy.add(door);
    try {
      return connection.kind === 'onvif'
        ? await this.#probeOnvif(connection, address, signal)
        : await this.#probeUrl(connection, signal);
    } finally {
      this.#busy.delete(door);
    }
  }

  /** One picture, with these masks painted. @throws HubError as {@link CameraRanges.resolveUrl}; MediaError */
  async picture(
    streamUri: string,
    { credentials }: Pick<Connection, 'credentials'>,
    masks: readonly Mask[],
    signal: AbortSignal,
  ): Promise<Buffer> {
    const url = await this.#ranges.resolveUrl(streamUri);
    const shapes = masks.map(({ corners }) => corners);
    return takeSnapshot({ url, credentials: credentials ?? undefined, masks: shapes }, this.#ffmpeg, signal);
  }

  async #probeOnvif(connection: Connection, address: string, signal: AbortSignal): Promise<Probed> {
    const { port, credentials } = connection;
    const device = await probeOnvif({
      address,
      port,
      credentials: credentials ?? { username: '', password: '' },
      signal,
    });
    const channels: ProbedChannel[] = [];
    let failure: unknown = new MediaError('codec');
    for (const { token, name, profiles: offers } of device.channels) {
      try {
        const profiles = await this.#choose(offers, connection, signal);
        if (profiles.length > 0) channels.push({ token, name, profiles });
      } catch (error) {
        // A recorder with one dead input is still good for the others.
        if (!(error instanceof MediaError)) throw error;
        failure = error;
      }
    }
    if (channels.length === 0) throw failure;
    const { hardwareId, manufacturer, model, clockOffsetMs } = device;
    return { name: device.name || address, hardwareId, manufacturer, model, clockOffsetMs, channels };
  }

  async #probeUrl(connection: Connection & { kind: 'rtsp' }, signal: AbortSignal): Promise<Probed> {
    const { url, address, credentials } = connection;
    const stream = await this.#describe(url, credentials, signal);
    const profile: StoredProfile = { role: 'main', token: '', streamUri: url, gop: 0, bitrate: 0, ...stream };
    // Not the path: some devices want their password in it, and a name is shown and recorded.
    const channels = [{ token: '', name: address, profiles: [profile] }];
    return { name: address, hardwareId: '', manufacturer: '', model: '', clockOffsetMs: null, channels };
  }

  /** `main` and, where there is one, `sub`; each opened, and one without B-frames taken if there is a choice. */
  async #choose(offers: OnvifProfile[], { credentials }: Connection, signal: AbortSignal): Promise<StoredProfile[]> {
    const choice = candidates(offers);
    const chosen: StoredProfile[] = [];
    for (const role of ['main', 'sub'] as const) {
      const profile = await this.#firstGood(role, choice[role], credentials, signal);
      if (profile !== null) chosen.push(profile);
    }
    return chosen;
  }

  async #firstGood(
    role: ProfileRole,
    offers: OnvifProfile[],
    credentials: Connection['credentials'],
    signal: AbortSignal,
  ): Promise<StoredProfile | null> {
    let first: StoredProfile | null = null;
    for (const { token, streamUri, gop, bitrate, fps } of offers) {
      const stream = await this.#describe(streamUri, credentials, signal);
      const profile = { role, token, streamUri, gop, bitrate, ...stream, fps: stream.fps || fps };
      if (isDirect(profile)) return profile;
      first ??= profile;
    }
    return first;
  }

  async #describe(
    streamUri: string,
    credentials: Connection['credentials'],
    signal: AbortSignal,
  ): Promise<Pick<StoredProfile, 'codec' | 'width' | 'height' | 'fps' | 'bFrames' | 'audio'>> {
    const url = await this.#ranges.resolveUrl(streamUri);
    const stream = await describeStream({ url, credentials: credentials ?? undefined }, this.#ffmpeg, signal);
    signal.throwIfAborted();
    if (stream.codec === 'other') throw new MediaError('codec');
    return stream;
  }
}
