import { MediaError } from './error.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { describeInvocation, type StreamAddress } from './ffmpeg.ts';
import { failure, runOnce } from './run-once.ts';

/** What a stream really is, as ffprobe sees it. Sizes in px; 0 where unknown. */
export interface StreamDescription {
  codec: 'H264' | 'H265' | 'other';
  width: number;
  height: number;
  fps: number;
  bFrames: boolean;
  /** Sound that can be passed through, if any. */
  audio: 'PCMA' | 'PCMU' | null;
}

/** Looks into the stream itself, for devices tell little and lie. Throws MediaError with the cause. */
export async function describeStream(
  source: StreamAddress,
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<StreamDescription> {
  const { output, stderr } = await runOnce(config.ffprobe, describeInvocation(config, source), signal);
  const json = output.toString('utf8');
  const description = parseDescription(json);
  // Of H.264 and H.265 the size is known as soon as a keyframe has come.
  const isSized = description === null || description.codec === 'other' || description.width > 0;
  if (description !== null && isSized) return description;
  if (description === null && json.includes('"codec_type"'))
    throw new MediaError('codec', 'there are streams, and none of them is video');
  throw await failure(source, stderr, signal);
}

/** By ffprobe's names. */
const CODECS = new Map<unknown, 'H264' | 'H265'>([
  ['h264', 'H264'],
  ['hevc', 'H265'],
]);

interface ProbedStream {
  codec_type?: unknown;
  codec_name?: unknown;
  width?: unknown;
  height?: unknown;
  avg_frame_rate?: unknown;
  r_frame_rate?: unknown;
  has_b_frames?: unknown;
}

/** Reads ffprobe's JSON; null where it holds no video. */
export function parseDescription(json: string): StreamDescription | null {
  let streams: ProbedStream[];
  try {
    const parsed: unknown = JSON.parse(json);
    const list = typeof parsed === 'object' && parsed !== null && 'streams' in parsed ? parsed.streams : [];
    streams = Array.isArray(list) ? list.filter(isObject) : [];
  } catch {
    return null; // ffprobe prints nothing whole when it fails; its standard error tells why.
  }
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  if (video === undefined) return null;
  const sound = streams.find(({ codec_type }) => codec_type === 'audio')?.codec_name;
  return {
    codec: CODECS.get(video.codec_name) ?? 'other',
    width: integer(video.width),
    height: integer(video.height),
    fps: rate(video.avg_frame_rate) || rate(video.r_frame_rate),
    bFrames: integer(video.has_b_frames) > 0,
    audio: sound === 'pcm_alaw' ? 'PCMA' : sound === 'pcm_mulaw' ? 'PCMU' : null,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function integer(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
}

/** `15/1` as 15; what makes no sense for a camera counts as unknown. */
function rate(value: unknown): number {
  const [over, under] = String(value).split('/').map(Number);
  const fps = (over ?? 0) / (under ?? 1);
  return Number.isFinite(fps) && fps > 0 && fps <= 240 ? Math.round(fps * 100) / 100 : 0;
}
