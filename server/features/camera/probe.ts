import {
  decodeStill,
  type FfmpegConfig,
  type Keyframe,
  lookAtStream,
  MediaError,
  probeOnvif,
  PtzDevice,
  takeSnapshot,
} from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Mask, ProfileRole, TestPicture } from '../../contract/camera.ts';
import type { PtzCapabilities } from '../../contract/ptz.ts';
import { HubError } from '../../errors.ts';
import type { StoredChannel, StoredProfile } from '../../store/camera-record.ts';
import { candidates, isDirect } from './profile-choice.ts';
import type { Connection } from './source.ts';
import { TestPictures } from './test-pictures.ts';

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
  /** A keyframe of the first channel's main stream, where one was looked at. */
  keyframe?: Keyframe;
}

/** A channel as the device tells it. */
export type ProbedChannel = Pick<StoredChannel, 'token' | 'name' | 'profiles'> & {
  /** What it can do when it is turned; null: it cannot be. Absent: nobody could tell. */
  abilities?: PtzCapabilities | null;
};

type OnvifChannel = Awaited<ReturnType<typeof probeOnvif>>['channels'][number];
type OnvifProfile = OnvifChannel['profiles'][number];

/** For one stream, ms: the slowest encoders send a keyframe in ten seconds. */
const LOOK_MS = 12_000;

type StreamFacts = Pick<StoredProfile, 'codec' | 'width' | 'height' | 'fps' | 'bFrames' | 'audio'>;

/** A stream that was looked into. */
interface Opened {
  profile: StoredProfile;
  keyframe: Keyframe;
}

/** Asks devices; stores nothing. Addresses outside of the ranges are never contacted. */
export class Prober {
  readonly #ranges: CameraRanges;
  readonly #ffmpeg: FfmpegConfig;
  readonly #pictures: TestPictures;
  /** Addresses being probed: a second probe of the same device only makes both fail. */
  readonly #busy = new Set<string>();

  constructor(ranges: CameraRanges, ffmpeg: FfmpegConfig) {
    this.#ranges = ranges;
    this.#ffmpeg = ffmpeg;
    this.#pictures = new TestPictures(ffmpeg);
  }

  /**
   * What is at this connection. Streams are opened, too: devices tell little of them, and lie.
   * @param logins sign-ins that the device may refuse before it is left alone
   * @throws HubError `camera.busy`, `camera.range`, `camera.address`; MediaError
   */
  async probe(connection: Connection, signal: AbortSignal, logins?: number): Promise<Probed> {
    const address = await this.#ranges.resolve(connection.address);
    const door = `${address}:${connection.port}`;
    if (this.#busy.has(door)) throw new HubError('camera.busy');
    this.#busy.add(door);
    try {
      return connection.kind === 'onvif'
        ? await this.#probeOnvif(connection, address, signal, logins)
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

  /** What a probe saw, as a JPEG, without asking the device again; null where it cannot be decoded. */
  still(keyframe: Keyframe, signal: AbortSignal): Promise<Buffer | null> {
    return decodeStill(keyframe, this.#ffmpeg, signal);
  }

  async #probeOnvif(
    connection: Connection,
    address: string,
    signal: AbortSignal,
    logins: number | undefined,
  ): Promise<Probed> {
    const { port, credentials } = connection;
    const device = await probeOnvif({
      address,
      port,
      credentials: credentials ?? { username: '', password: '' },
      signal,
      ...(logins !== undefined && { maxRefusals: logins }),
    });
    const channels: ProbedChannel[] = [];
    let first: Opened[] | undefined;
    let failure: unknown = new MediaError('codec');
    for (const { token, name, ptz, profiles: offers } of device.channels) {
      try {
        const opened = await this.#choose(offers, connection, signal);
        const profiles = opened.map(({ profile }) => profile);
        if (profiles.length > 0) {
          const abilities = ptz ? await this.#abilities(profiles, connection, address, signal) : { abilities: null };
          channels.push({ token, name, profiles, ...abilities });
        }
        if (opened.length > 0) first ??= opened;
      } catch (error) {
        // A recorder with one dead input is still good for the others.
        if (!(error instanceof MediaError)) throw error;
        failure = error;
      }
    }
    const [main, smallest] = [first?.[0], first?.at(-1)];
    if (main === undefined || smallest === undefined) throw failure;
    const { hardwareId, manufacturer, model, clockOffsetMs } = device;
    // The smallest is enough to judge a picture by.
    const testPicture = await this.#pictures.judge(smallest.keyframe, smallest.profile);
    const name = device.name || address;
    return { name, hardwareId, manufacturer, model, clockOffsetMs, channels, testPicture, keyframe: main.keyframe };
  }

  /** A camera that cannot tell how it is turned is still a good camera. */
  async #abilities(
    [profile]: readonly StoredProfile[],
    { port, credentials }: Connection,
    address: string,
    signal: AbortSignal,
  ): Promise<Pick<ProbedChannel, 'abilities'>> {
    if (profile === undefined) return {};
    const device = { address, port, credentials: credentials ?? { username: '', password: '' }, signal };
    try {
      const head = await PtzDevice.connect({ ...device, profileToken: profile.token });
      return { abilities: head && head.capabilities };
    } catch (error) {
      if (error instanceof MediaError) return {};
      throw error;
    }
  }

  async #probeUrl(connection: Connection & { kind: 'rtsp' }, signal: AbortSignal): Promise<Probed> {
    const { url, address, credentials } = connection;
    const { facts, keyframe } = await this.#describe(url, credentials, signal);
    const profile: StoredProfile = { role: 'main', token: '', streamUri: url, gop: 0, bitrate: 0, ...facts };
    // Not the path: some devices want their password in it, and a name is shown and recorded.
    const channels = [{ token: '', name: address, profiles: [profile] }];
    const testPicture = await this.#pictures.judge(keyframe, profile);
    const unknown = { hardwareId: '', manufacturer: '', model: '', clockOffsetMs: null };
    return { name: address, ...unknown, channels, testPicture, keyframe };
  }

  /** `main` and, where there is one, `sub`; each opened, and one without B-frames taken if there is a choice. */
  async #choose(offers: OnvifProfile[], { credentials }: Connection, signal: AbortSignal): Promise<Opened[]> {
    const choice = candidates(offers);
    const chosen: Opened[] = [];
    for (const role of ['main', 'sub'] as const) {
      const opened = await this.#firstGood(role, choice[role], credentials, signal);
      if (opened !== null) chosen.push(opened);
    }
    return chosen;
  }

  async #firstGood(
    role: ProfileRole,
    offers: OnvifProfile[],
    credentials: Connection['credentials'],
    signal: AbortSignal,
  ): Promise<Opened | null> {
    let first: Opened | null = null;
    for (const { token, streamUri, gop, bitrate, fps } of offers) {
      const { facts, keyframe } = await this.#describe(streamUri, credentials, signal);
      const profile = { role, token, streamUri, gop, bitrate, ...facts, fps: facts.fps || fps };
      if (isDirect(profile)) return { profile, keyframe };
      first ??= { profile, keyframe };
    }
    return first;
  }

  async #describe(
    streamUri: string,
    credentials: Connection['credentials'],
    signal: AbortSignal,
  ): Promise<{ facts: StreamFacts; keyframe: Keyframe }> {
    const url = await this.#ranges.resolveUrl(streamUri);
    const stream = await lookAtStream({ url, credentials: credentials ?? undefined }, { signal, maxMs: LOOK_MS });
    const { codec, width, height, fps, bFrames, audio, keyframe } = stream;
    if (codec === 'other') throw new MediaError('codec');
    if (keyframe === null) throw new MediaError('no-keyframe');
    return { facts: { codec, width, height, fps, bFrames, audio }, keyframe: { codec, data: keyframe } };
  }
}
