import type { FfmpegConfig } from './ffmpeg-config.ts';
import { maskFilter, type MaskShape } from './mask.ts';
import { decodeStills, sizeOf } from './still.ts';

/** A keyframe of a relay (H.264, Annex B), and what nobody may see of it: painted black, whoever painted it before. */
export interface PosterFrame {
  data: Buffer;
  masks: readonly MaskShape[];
}

/** px */
const WIDTH = 640;
const QUALITY = 5;
/** Most starts of ffmpeg for pictures that spoiled a batch. */
const MOST_ALONE = 8;

interface Group {
  filters: string[];
  members: { data: Buffer; index: number }[];
}

/**
 * Small JPEGs (640 px wide at most) of many keyframes: those of one size and with the same masks are decoded in one
 * ffmpeg, whose start costs far more than a picture does. null where a keyframe cannot be decoded.
 */
export async function decodePosters(
  frames: readonly PosterFrame[],
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<(Buffer | null)[]> {
  const results: (Buffer | null)[] = frames.map(() => null);
  let alone = MOST_ALONE;
  const decode = async ({ filters, members }: Group): Promise<void> => {
    const batch = members.map(({ data }) => data);
    const wish = { codec: 'H264', frames: batch, filters, quality: QUALITY } as const;
    const { pictures } = await decodeStills(wish, config, signal);
    for (const [at, { index }] of members.entries()) results[index] = pictures[at] ?? null;
    if (members.length === 1) return;
    // One that is damaged ends ffmpeg, and is to spoil no other.
    for (const member of members.filter(({ index }) => results[index] === null)) {
      if (alone-- <= 0 || signal?.aborted === true) return;
      await decode({ filters, members: [member] });
    }
  };
  for (const group of groupsOf(frames)) await decode(group);
  return results;
}

function groupsOf(frames: readonly PosterFrame[]): Group[] {
  const groups = new Map<string, Group>();
  for (const [index, { data, masks }] of frames.entries()) {
    const size = sizeOf({ codec: 'H264', data });
    if (size === null) continue;
    const paint = maskFilter(masks);
    const key = `${size.width}x${size.height} ${paint}`;
    const filters = [...(paint === '' ? [] : [paint]), `scale=${Math.min(WIDTH, size.width)}:-2`];
    const group = groups.get(key) ?? { filters, members: [] };
    groups.set(key, group);
    group.members.push({ data, index });
  }
  return [...groups.values()];
}
