import { setTimeout as delay } from 'node:timers/promises';
import { Child, type Ending } from './child.ts';
import { explain, greet, isRedirected, needsThoroughAnalysis } from './diagnose.ts';
import type { Cause } from './error.ts';
import type { Feed } from './feed.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { relayInvocation, type Analysis, type StreamAddress } from './ffmpeg.ts';
import type { Ingest, IngestTrack } from './ingest.ts';
import type { MaskShape } from './mask.ts';

/** How one pull is to be done. */
export interface PullPlan {
  analysis: Analysis;
  transcode: boolean;
  audio: 'PCMA' | 'PCMU' | null;
}

/** Why a pull ended, and what the next one should do otherwise. */
export interface PullEnd {
  cause: Cause;
  /** Try again at once, so: the stream is not what it was said to be. */
  instead?: Partial<PullPlan>;
}

/** Time without a packet after which a stream counts as dead, ms: before the first one, and later. */
const START_MS = { quick: 5000, thorough: 15_000 };
const STALL_MS = 4000;
/** Time without a keyframe, ms; no shorter than three times the longest distance seen. */
const KEYFRAME_MS = 20_000;
const CHECK_MS = 250;
const GREET_MS = 2000;
/** Time for ffmpeg to take leave of the camera, ms. */
const LEAVE_MS = 500;
/** setpriv's exit code where the program is not there (as a shell's). */
const NOT_FOUND = 127;

/** What a pull works with. */
export interface PullParts {
  ingest: Ingest;
  feed: Feed;
  config: FfmpegConfig;
  /** Time without a keyframe after which a stream counts as dead, ms; default 20 s. */
  keyframeMs?: number | undefined;
  /** ffmpeg's process, and undefined when it is gone. */
  onPid: (pid: number | undefined) => void;
}

/**
 * Pulls a stream through one ffmpeg into a feed until it ends, stalls or `signal` is aborted (then resolves to null).
 * When it resolves, the process is gone. Throws MediaError where the URL cannot be used.
 */
export async function pull(
  parts: PullParts,
  source: StreamAddress & { masks?: readonly MaskShape[] | undefined },
  plan: PullPlan,
  signal: AbortSignal,
): Promise<PullEnd | null> {
  const { ingest, feed, config } = parts;
  let videoCodec = 'H264';
  const began = performance.now();
  const ended = new AbortController();
  const video = ingest.open({
    onStart: (codec) => {
      videoCodec = codec;
      if (codec === 'H264') feed.restartVideo();
      else ended.abort();
    },
    onPacket: (packet) => {
      if (videoCodec === 'H264') feed.pushVideo(packet);
    },
  });
  const audio = plan.audio && ingest.open(soundTrack(plan.audio, feed));
  const { analysis, transcode } = plan;
  const { masks } = source;
  const urls = { videoUrl: video.url, audioUrl: audio?.url ?? null };
  try {
    const child = new Child(config.ffmpeg, relayInvocation(config, source, { analysis, transcode, masks, ...urls }));
    parts.onPid(child.pid);
    void child.ended().then(() => ended.abort());
    const stalled = await watch(parts, analysis, began, AbortSignal.any([signal, ended.signal]));
    await child.close(signal.aborted ? LEAVE_MS : 0);
    if (signal.aborted) return null;
    if (videoCodec !== 'H264') return { cause: 'codec', ...(transcode ? {} : { instead: { transcode: true } }) };
    const flowed = feed.stats.lastPacketAt > began;
    if (stalled !== null) return { cause: await causeOfStall(stalled, flowed, source, signal) };
    return await causeOfEnd(await child.ended(), flowed, source, plan, signal);
  } finally {
    video.close();
    audio?.close();
    parts.onPid(undefined);
  }
}

/** `flowed`: packets had come. Then the stall itself is told at once; the next knock finds out more. */
async function causeOfStall(
  stalled: 'no-packets' | 'no-keyframe',
  flowed: boolean,
  source: StreamAddress,
  signal: AbortSignal,
): Promise<Cause> {
  if (stalled === 'no-keyframe' || flowed) return stalled;
  return (await greet(source.url, GREET_MS, signal)) ?? stalled;
}

/** ffmpeg ended by itself, or was killed by somebody else. */
async function causeOfEnd(
  { code, signal: killedBy, stderr }: Ending,
  flowed: boolean,
  source: StreamAddress,
  plan: PullPlan,
  signal: AbortSignal,
): Promise<PullEnd> {
  if (isRedirected(stderr)) return { cause: 'other-host' };
  if (killedBy !== null || code === NOT_FOUND) return { cause: 'process' };
  // What it said at the start does not tell why it ended much later: usually the camera just closed the connection.
  if (flowed) return { cause: (await greet(source.url, GREET_MS, signal)) ?? 'no-packets' };
  if (/0:a:0.*matches no streams/.test(stderr)) return { cause: 'codec', instead: { audio: null } };
  if (needsThoroughAnalysis(stderr) && plan.analysis === 'quick') {
    return { cause: 'codec', instead: { analysis: 'thorough' } };
  }
  return { cause: await explain(source.url, stderr, signal) };
}

function soundTrack(expected: string, feed: Feed): IngestTrack {
  let codec = '';
  return {
    onStart: (name) => {
      codec = name;
      feed.restartAudio();
    },
    onPacket: (packet) => {
      if (codec === expected) feed.pushAudio(packet);
    },
  };
}

/** Resolves to what went wrong, or to null when aborted. */
async function watch(
  { feed, keyframeMs = KEYFRAME_MS }: PullParts,
  analysis: Analysis,
  began: number,
  signal: AbortSignal,
): Promise<'no-packets' | 'no-keyframe' | null> {
  let longest = 0;
  let previous = 0;
  for (;;) {
    await delay(CHECK_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return null;
    const { lastPacketAt, lastKeyframeAt } = feed.stats;
    const now = performance.now();
    const packets = lastPacketAt > began;
    if (now - Math.max(began, lastPacketAt) > (packets ? STALL_MS : START_MS[analysis])) return 'no-packets';
    if (lastKeyframeAt !== previous) {
      if (previous > began) longest = Math.max(longest, lastKeyframeAt - previous);
      previous = lastKeyframeAt;
    }
    const patience = Math.max(keyframeMs, 3 * longest);
    if (packets && now - Math.max(began, lastKeyframeAt) > patience) return 'no-keyframe';
  }
}
