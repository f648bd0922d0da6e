import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaError } from './error.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { maskFilter, type MaskShape } from './mask.ts';
import { decodeStills, sizeOf } from './still.ts';
import type { Keyframe } from './thumbnail.ts';

/** Debian's fonts-noto-cjk. Without it fontconfig gives some other font, which may lack half of the signs. */
const FONT = 'Noto Sans CJK SC';
const QUALITY = 3;
/** px */
const SMALLEST_TEXT = 9;

/** No font is installed that can write the text. */
export class NoFontError extends Error {
  override readonly name = 'NoFontError';
}

export interface BurnIn {
  frame: Keyframe;
  /** Painted black. */
  masks: readonly MaskShape[];
  /** Each begins a line of its own; one that is too long goes on in the next. Anything may stand in them. */
  lines: readonly string[];
}

/**
 * A JPEG of a keyframe in its full size, with text on a dark band at its lower edge. The text reaches ffmpeg in files
 * whose names are ours; it is never part of a command, nor read as one.
 * @throws MediaError `codec` where the keyframe cannot be decoded; NoFontError
 */
export async function burnIn(
  { frame, masks, lines }: BurnIn,
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<Buffer> {
  const size = sizeOf(frame);
  if (size === null) throw new MediaError('codec', 'the keyframe tells no size');
  const { rows, filters } = layOut(lines, size);
  const paint = maskFilter(masks);
  const folder = await mkdtemp(join(tmpdir(), 'hub-burn-'));
  try {
    for (const [at, row] of rows.entries()) await writeFile(join(folder, nameOf(at)), row, { mode: 0o600 });
    const wish = { codec: frame.codec, frames: [frame.data], quality: QUALITY, folder };
    const all = [...(paint === '' ? [] : [paint]), ...filters];
    const { pictures, words } = await decodeStills({ ...wish, filters: all }, config, signal);
    signal?.throwIfAborted();
    if (!/Using ".*noto-?sans-?cjk.*"/i.test(words) && /valid font|Using "|drawtext/.test(words)) {
      throw new NoFontError(`there is no ${FONT}`);
    }
    const [picture] = pictures;
    if (!picture) throw new MediaError('codec', 'the keyframe could not be decoded');
    return picture;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const nameOf = (at: number): string => `${at}.txt`;

/** Rows that fit into the picture's width, and the filters that draw them: as large as the lower half allows. */
function layOut(
  lines: readonly string[],
  { width, height }: { width: number; height: number },
): { rows: string[]; filters: string[] } {
  let size = Math.max(16, Math.round(height / 32));
  let rows = wrapAll(lines, width, size);
  while (size > SMALLEST_TEXT && bandOf(rows.length, size) > height / 2) rows = wrapAll(lines, width, --size);
  const band = bandOf(rows.length, size);
  const filters = rows.map((_, at) => {
    const y = `h-${band - Math.round(size * (0.5 + 1.4 * at))}`;
    // Upper edge of the row, not of its highest sign: all rows are equally far from one another.
    const style = `fontsize=${size}:fontcolor=white:x=${Math.round(size / 2)}:y=${y}`;
    return `drawtext=font=${FONT}:expansion=none:textfile=${nameOf(at)}:${style}`;
  });
  return { rows, filters: [`drawbox=x=0:y=ih-${band}:w=iw:h=${band}:color=black@0.7:t=fill`, ...filters] };
}

/** Height of the band, px. */
const bandOf = (rows: number, size: number): number => Math.ceil(size * (0.7 + 1.4 * rows));

function wrapAll(lines: readonly string[], width: number, size: number): string[] {
  return lines.flatMap((line) => wrap(clean(line), width / size - 1));
}

/** @param room in widths of a Chinese sign */
function wrap(line: string, room: number): string[] {
  const rows = [''];
  let used = 0;
  for (const sign of line) {
    const wide = widthOf(sign);
    if (used + wide > room) {
      rows.push('');
      used = 0;
    }
    rows.push((rows.pop() ?? '') + sign);
    used += wide;
  }
  return rows;
}

/** A little more than the font has, so that no row is cut off. */
function widthOf(sign: string): number {
  if ((sign.codePointAt(0) ?? 0) >= 0x2000) return 1;
  return /[A-Z@%&]/.test(sign) || sign > '\u007f' ? 0.95 : 0.65;
}

/** Nothing that is not seen may change what is: no breaks, no signs that turn the direction. */
function clean(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
}
