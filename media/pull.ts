import { setTimeout as delay } from 'node:timers/promises';
import { Child } from './child.ts';
import { causeOf, greet, needsThoroughAnalysis } from './diagnose.ts';
import type { Cause } from './error.ts';
import type { Feed } from './feed.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { relayInvocation, type Analysis, type StreamAddress } from './ffmpeg.ts';
import type { Ingest, IngestTrack } from './ingest.ts';

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

/**
 * Pulls a stream through one ffmpeg into a feed until it ends, stalls or `signal` is aborted (then resolves to null).
 * When it resolves, the process is gone.
 */
export async function pull(
  parts: { ingest: Ingest; feed: Feed; config: FfmpegConfig; onPid: (pid: number | undefined) => void },
  source: StreamAddress,
  plan: PullPlan,
  signal: AbortSignal,
): Promise<PullEnd | null> {
  const { ingest, feed, config } = parts;
  let videoCodec = 'H264';
  const ended = new AbortController();
  const video = ingest.open({
    onStart: (codec) => {
      videoCodec = codec;
      if (codec === 'H264') feed.restart();
      else ended.abort();
    },
    onPacket: (packet) => {
      if (videoCodec === 'H264') feed.pushVideo(packet);
    },
  });
  const audio = plan.audio && ingest.open(soundTrack(plan.audio, feed));
  const { analysis, transcode } = plan;
  const urls = { videoUrl: video.url, audioUrl: audio?.url ?? null };
  const child = new Child(config.ffmpeg, relayInvocation(config, source, { analysis, transcode, ...urls }));
  parts.onPid(child.pid);
  try {
    const ending = child.ended();
    void ending.then(() => ended.abort());
    const stalled = await watch(feed, analysis, AbortSignal.any([signal, ended.signal]));
    await child.close();
    if (signal.aborted) return null;
    if (videoCodec !== 'H264') return { cause: 'codec', instead: { transcode: true } };
    const { stderr, signal: killedBy } = await ending;
    if (stalled === 'no-keyframe') return { cause: 'no-keyframe' };
    if (needsThoroughAnalysis(stderr) && analysis === 'quick')
      return { cause: 'codec', instead: { analysis: 'thorough' } };
    if (/0:a:0.*matches no streams/.test(stderr)) return { cause: 'codec', instead: { audio: null } };
    if (stalled === null && killedBy !== null) return { cause: 'process' };
    const said = causeOf(stderr);
    if (said !== null && said !== 'timeout') return { cause: said };
    return { cause: (await greet(source.url, GREET_MS, signal)) ?? 'no-packets' };
  } finally {
    video.close();
    audio?.close();
    parts.onPid(undefined);
  }
}

function soundTrack(expected: string, feed: Feed): IngestTrack {
  let codec = '';
  return {
    onStart: (name) => (codec = name),
    onPacket: (packet) => {
      if (codec === expected) feed.pushAudio(packet);
    },
  };
}

/** Resolves to what went wrong, or to null when aborted. */
async function watch(
  feed: Feed,
  analysis: Analysis,
  signal: AbortSignal,
): Promise<'no-packets' | 'no-keyframe' | null> {
  const began = performance.now();
  let longest = 0;
  let previous = 0;
  while (!signal.aborted) {
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
    const patience = Math.max(KEYFRAME_MS, 3 * longest);
    if (packets && now - Math.max(began, lastKeyframeAt) > patience) return 'no-keyframe';
  }
  return null;
}
