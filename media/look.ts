import { MediaError } from './error.ts';
import type { StreamAddress } from './ffmpeg.ts';
import type { SdpVideo } from './rtsp/sdp.ts';
import { RtspSession } from './rtsp/session.ts';
import { Study, type StudyResult } from './study.ts';

/** What a stream really is, from its own packets. Sizes in px; 0 where unknown. */
export interface StreamLook {
  codec: 'H264' | 'H265' | 'other';
  width: number;
  height: number;
  /** Pictures per second. */
  fps: number;
  bFrames: boolean;
  /** Sound that can be passed through, if any. */
  audio: 'PCMA' | 'PCMU' | null;
  /** Pictures from one keyframe to the next, measured; 0 where only one was seen. */
  gop: number;
  /** bit/s, measured over that GOP; 0 where unknown. */
  bitrate: number;
  /** ms until the TCP connection stood. */
  connectMs: number;
  /** ms until the first packet of video, and until a keyframe was whole. */
  firstPacketMs: number;
  firstKeyframeMs: number;
  /** The keyframe: one access unit with its parameter sets, Annex B; null only for codec `other`. */
  keyframe: Buffer | null;
}

export interface LookOptions {
  signal?: AbortSignal | undefined;
  /** How many keyframes to wait for; two measure GOP and bit rate. Default 1. */
  keyframes?: number | undefined;
  /** For the whole look, ms; default 15 s. */
  maxMs?: number | undefined;
}

const LOOK_MS = 15_000;
/** Time without a packet after which a stream counts as dead, ms: before the first one, and later. As for relays. */
const START_MS = 5000;
const STALL_MS = 4000;

/**
 * Opens a stream as a player would, and closes it as soon as its facts are known: one session, no process.
 *
 * @throws MediaError `address`, `tcp`, `timeout`, `credentials` (after one refused login), `rtsp`, `codec` (no video),
 *   `no-packets`, `no-keyframe`, `other-host` (redirected); or the reason of `signal`
 */
export async function lookAtStream(source: StreamAddress, options: LookOptions = {}): Promise<StreamLook> {
  const { signal, keyframes = 1, maxMs = LOOK_MS } = options;
  const limit = AbortSignal.any([AbortSignal.timeout(maxMs), ...(signal === undefined ? [] : [signal])]);
  const began = performance.now();
  let connectMs = 0;
  const session = await RtspSession.open(source, limit, () => (connectMs = performance.now() - began));
  try {
    const { video, audio } = session.description;
    if (video === null) throw new MediaError('codec', 'there is no video');
    const { codec } = video;
    if (codec === 'other') return { ...UNKNOWN, codec, audio, connectMs };
    const watched = await watch(session, { ...video, codec }, keyframes, limit);
    const { keyframeAt, ...facts } = watched.result;
    const [firstPacketMs, firstKeyframeMs] = [watched.firstPacketAt - began, keyframeAt - began];
    return { codec, audio, ...facts, connectMs, firstPacketMs, firstKeyframeMs };
  } finally {
    await session.close();
  }
}

const UNKNOWN = {
  ...{ width: 0, height: 0, fps: 0, bFrames: false, gop: 0, bitrate: 0 },
  ...{ firstPacketMs: 0, firstKeyframeMs: 0, keyframe: null },
};

interface Watched {
  result: StudyResult;
  firstPacketAt: number;
}

/** Plays until the study is done; out of time, what is known by then is enough if there was a keyframe. */
async function watch(
  session: RtspSession,
  video: SdpVideo & { codec: 'H264' | 'H265' },
  keyframes: number,
  limit: AbortSignal,
): Promise<Watched> {
  const study = new Study(video, keyframes);
  const { promise, resolve, reject } = Promise.withResolvers<Watched>();
  let firstPacketAt = 0;
  let lastPacketAt = 0;
  const finish = (otherwise: () => unknown): void => {
    study.end();
    const { result } = study;
    if (result === null) reject(otherwise());
    else resolve({ result, firstPacketAt });
  };
  const onPacket = (packet: Buffer): void => {
    const now = performance.now();
    if (!study.push(packet, now)) return;
    if (firstPacketAt === 0) clearTimeout(silence);
    firstPacketAt ||= now;
    lastPacketAt = now;
    if (study.done) finish(() => undefined);
  };
  const stalled = (): boolean => firstPacketAt === 0 || performance.now() - lastPacketAt > STALL_MS;
  const onAbort = (): void => {
    const late = limit.reason instanceof Error && limit.reason.name === 'TimeoutError';
    if (late) finish(() => new MediaError(stalled() ? 'no-packets' : 'no-keyframe'));
    else reject(limit.reason);
  };
  const silence = setTimeout(() => reject(new MediaError('no-packets')), START_MS);
  // Playing may fail before, and nobody waits for this then.
  promise.catch(() => undefined);
  try {
    await session.play(video, onPacket, () =>
      finish(() => new MediaError('no-packets', 'the device ended the stream')),
    );
    limit.addEventListener('abort', onAbort, { once: true });
    if (limit.aborted) onAbort();
    return await promise;
  } finally {
    clearTimeout(silence);
    limit.removeEventListener('abort', onAbort);
  }
}
