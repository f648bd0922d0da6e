import { connect } from 'node:net';
import {
  decodeKeyframes,
  type FfmpegConfig,
  judgePicture,
  lookAtStream,
  MediaError,
  probeOnvif,
  type StreamLook,
} from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Cause, Profile, ProfileRole } from '../../contract/camera.ts';
import { type Check, CheckItem } from '../../contract/check.ts';
import { HubError } from '../../errors.ts';
import { failed, judgeClock, judgeStream, judgeTcp, lineOf, Lines, measured, type Verdict } from './check-lines.ts';
import { candidates } from './profile-choice.ts';
import type { Connection } from './source.ts';

/** For a connection, ms. */
const CONNECT_MS = 5_000;
/** For one stream, ms: two keyframes are waited for, and some devices send one in ten seconds. */
const LOOK_MS = 25_000;
/** Channels of a recorder that are looked at: each costs seconds. */
const CHANNELS = 4;

/** A stream that is to be looked at, and what the device says of it. */
interface Offer extends Pick<Profile, 'gop' | 'bitrate' | 'fps'> {
  role: ProfileRole;
  streamUri: string;
}

/**
 * Goes through a device line by line, as a technician at its foot would: what is measured, what is wrong, what to do.
 * One session at a time; nothing is stored.
 */
export class Checklist {
  readonly #ranges: CameraRanges;
  readonly #ffmpeg: FfmpegConfig;

  constructor(ranges: CameraRanges, ffmpeg: FfmpegConfig) {
    this.#ranges = ranges;
    this.#ffmpeg = ffmpeg;
  }

  /**
   * @param worked these credentials were good before: if they are refused now, the device has locked itself, or was changed
   * @throws the reason of `signal`; what a device does wrong is a line
   */
  async check(connection: Connection, { worked }: { worked: boolean }, signal: AbortSignal): Promise<Check[]> {
    const isUrl = connection.kind === 'rtsp';
    const lines = new Lines(CheckItem.enum.filter((item) => !isUrl || (item !== 'clock' && item !== 'profiles')));
    const address = await this.#reach(connection, lines, signal);
    const offers = address === null ? [] : await this.#offers(connection, address, lines, signal);
    await this.#lookAtAll(offers, connection, lines, signal);
    const checks = lines.list();
    if (!worked) return checks;
    return checks.map((check) => (check.cause === 'credentials' ? { ...check, hint: 'unlock-account' } : check));
  }

  /** Null where nothing can be reached. */
  async #reach({ address, port }: Connection, lines: Lines, signal: AbortSignal): Promise<string | null> {
    const began = performance.now();
    const number = await attempt(() => this.#ranges.resolve(address));
    if (typeof number !== 'string') {
      lines.set('address', failed(number.cause));
      return null;
    }
    const named = measured('good', Math.round(performance.now() - began));
    const ms = await attempt(() => timeToConnect(number, port, signal));
    if (typeof ms === 'number') {
      lines.set('address', named);
      lines.set('tcp', judgeTcp(ms));
      return number;
    }
    if (ms.cause !== 'address') lines.set('address', named);
    lines.set(ms.cause === 'address' ? 'address' : 'tcp', failed(ms.cause));
    return null;
  }

  /** The streams of a device that it can be shown by, the large one of each channel first. */
  async #offers(connection: Connection, address: string, lines: Lines, signal: AbortSignal): Promise<Offer[]> {
    if (connection.kind === 'rtsp') {
      return [{ role: 'main', streamUri: connection.url, gop: 0, bitrate: 0, fps: 0 }];
    }
    const credentials = connection.credentials ?? { username: '', password: '' };
    const device = await attempt(() => probeOnvif({ address, port: connection.port, credentials, signal }));
    if ('cause' in device) {
      const lineFor: Partial<Record<Cause, CheckItem>> = { credentials: 'credentials', codec: 'profiles' };
      lines.set(lineFor[device.cause] ?? 'clock', failed(device.cause));
      return [];
    }
    lines.set('clock', judgeClock(device.clockOffsetMs));
    lines.set('credentials', measured('good', null));
    const offers = device.channels.slice(0, CHANNELS).flatMap(({ profiles }) => {
      const { main, sub } = candidates(profiles);
      return [...main.slice(0, 1).map(toOffer('main')), ...sub.slice(0, 1).map(toOffer('sub'))];
    });
    const count = device.channels.reduce((sum, { profiles }) => sum + profiles.length, 0);
    const hasSmall = offers.some(({ role }) => role === 'sub');
    lines.set('profiles', offers.length === 0 ? failed('codec', count) : profilesLine(hasSmall, count));
    return offers;
  }

  async #lookAtAll(offers: readonly Offer[], connection: Connection, lines: Lines, signal: AbortSignal): Promise<void> {
    const looks: StreamLook[] = [];
    for (const offer of offers) {
      const look = await attempt(() => this.#look(offer, connection, signal));
      if ('cause' in look) {
        lines.set(lineOf(look.cause), failed(look.cause));
        continue;
      }
      if (connection.kind === 'rtsp') lines.set('credentials', measured('good', null));
      for (const [item, verdict] of judgeStream(look, offer, offer.role)) lines.set(item, verdict);
      looks.push(look);
    }
    for (const verdict of await this.#pictures(looks, signal)) lines.set('picture', verdict);
  }

  async #look({ streamUri }: Offer, { credentials }: Connection, signal: AbortSignal): Promise<StreamLook> {
    const url = await this.#ranges.resolveUrl(streamUri);
    return lookAtStream({ url, credentials: credentials ?? undefined }, { signal, keyframes: 2, maxMs: LOOK_MS });
  }

  /** What the keyframes show; the value is the mean brightness, 0 to 255. */
  async #pictures(looks: readonly StreamLook[], signal: AbortSignal): Promise<Verdict[]> {
    const frames = looks.flatMap(({ codec, keyframe }) =>
      codec === 'other' || keyframe === null ? [] : [{ codec, data: keyframe }],
    );
    const pictures = await decodeKeyframes(frames, this.#ffmpeg, signal);
    return pictures.map((picture) => {
      if (picture === null) return failed('codec');
      const brightness = Math.round(picture.luma.reduce((sum, value) => sum + value, 0) / picture.luma.length);
      const fault = judgePicture(picture);
      return fault === null ? measured('good', brightness) : failed(fault, brightness);
    });
  }
}

function profilesLine(hasSmall: boolean, count: number): Verdict {
  return measured(hasSmall ? 'good' : 'fair', count, 'set-profile');
}

function toOffer(role: ProfileRole) {
  return ({ streamUri, gop, bitrate, fps }: Omit<Offer, 'role'>): Offer => ({ role, streamUri, gop, bitrate, fps });
}

/** What the work gives, or the cause why it gives nothing. */
async function attempt<T>(work: () => Promise<T>): Promise<T | { cause: Cause }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MediaError) return { cause: error.reason };
    if (error instanceof HubError && error.code === 'camera.range') return { cause: 'range' };
    if (error instanceof HubError && error.code === 'camera.address') return { cause: 'address' };
    throw error;
  }
}

/** How long it takes to connect, ms. @throws MediaError `address`, `tcp` */
function timeToConnect(host: string, port: number, signal: AbortSignal): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal, timeout: CONNECT_MS });
    socket.once('connect', () => {
      resolve(performance.now() - began);
      socket.destroy();
    });
    socket.once('timeout', () => {
      reject(new MediaError('address'));
      socket.destroy();
    });
    socket.once('error', (error) => {
      if (signal.aborted) reject(error);
      else reject(new MediaError('code' in error && error.code === 'ECONNREFUSED' ? 'tcp' : 'address'));
    });
  });
}
