/**
 * The clock burnt into every simulated picture, so that a test can tell from a screenshot which camera it sees
 * and how old the picture is. Pure: no Node, no DOM; a page reads it from a canvas.
 *
 * Two rows of 25 black or white cells stand in the lower left corner. A cell is 1/40 of the picture's width wide and
 * 1/80 high, i.e. 16x8 px at 640x360: whole transform blocks, which 500 kbit/s and scaling down to 160 px leave legible.
 * The 50 bits, most significant first: sync 8, clip 10, frame 11, fps 6, loop seconds 7, CRC-8 of the 34 between.
 */
const COLUMNS = 25;
const ROWS = 2;
const SYNC = 0b10110010;
const FIELDS = { clip: 10, frame: 11, fps: 6, loopSeconds: 7 } as const;
const SYNC_BITS = 8;
const CRC_BITS = 8;

/** What the burnt-in clock says. */
export interface ClockReading {
  /** Number of the clip that the camera plays, 0-1023. */
  clip: number;
  /** Index of the picture in the loop. */
  frame: number;
  /** Where the picture stands in the loop, ms. Latency is `(Date.now() - positionMs) mod loopMs`. */
  positionMs: number;
  loopMs: number;
}

/** What is burnt in: the reading's numbers before they are turned into ms. */
export interface ClockFields {
  clip: number;
  frame: number;
  /** Pictures per second, a whole number up to 63. */
  fps: number;
  /** Length of the loop, s, up to 127. */
  loopSeconds: number;
}

/** A cell of the clock, in px of a picture of the given width and height. */
export interface ClockCell {
  x: number;
  y: number;
  width: number;
  height: number;
  white: boolean;
}

/** CRC-8 (polynomial 0x2f, AUTOSAR: Hamming distance 4 up to 119 bits). */
function crc8(bits: readonly boolean[]): number {
  let crc = 0xff;
  for (const bit of bits) {
    const carry = ((crc >> 7) & 1) !== Number(bit);
    crc = ((crc << 1) & 0xff) ^ (carry ? 0x2f : 0);
  }
  return crc;
}

function toBits(value: number, length: number): boolean[] {
  return Array.from({ length }, (_, i) => ((value >> (length - 1 - i)) & 1) === 1);
}

function toNumber(bits: readonly boolean[]): number {
  return bits.reduce((value, bit) => value * 2 + Number(bit), 0);
}

/** The clock's bits. @throws RangeError where a number does not fit its field. */
export function encodeClock(fields: ClockFields): boolean[] {
  const payload: boolean[] = [];
  for (const name of ['clip', 'frame', 'fps', 'loopSeconds'] as const) {
    const value = fields[name];
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** FIELDS[name]) {
      throw new RangeError(`${name} ${value} does not fit ${FIELDS[name]} bits`);
    }
    payload.push(...toBits(value, FIELDS[name]));
  }
  return [...toBits(SYNC, SYNC_BITS), ...payload, ...toBits(crc8(payload), CRC_BITS)];
}

/** Where to paint which cell. */
export function clockCells(fields: ClockFields, pictureWidth: number, pictureHeight: number): ClockCell[] {
  const width = pictureWidth / 40;
  const height = pictureWidth / 80;
  return encodeClock(fields).map((white, i) => ({
    x: (i % COLUMNS) * width,
    y: pictureHeight - (ROWS - Math.floor(i / COLUMNS)) * height,
    width,
    height,
    white,
  }));
}

/** Mean brightness (0-255) of the middle of cell `i`: the edges are blurred by scaling and coding. */
function cellLuma(rgba: ArrayLike<number>, width: number, height: number, i: number): number {
  const cellWidth = width / 40;
  const cellHeight = width / 80;
  const left = (i % COLUMNS) * cellWidth;
  const top = height - (ROWS - Math.floor(i / COLUMNS)) * cellHeight;
  let sum = 0;
  for (const fx of [0.35, 0.5, 0.65]) {
    for (const fy of [0.35, 0.5, 0.65]) {
      const at = (Math.floor(top + cellHeight * fy) * width + Math.floor(left + cellWidth * fx)) * 4;
      sum += 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
    }
  }
  return sum / 9;
}

/**
 * Reads the clock from a picture (RGBA, as `getImageData().data`), drawn whole at any size from about 160 px wide.
 * @returns null where there is no clock, or where a cell is damaged: never a guess.
 */
export function decodeClock(rgba: ArrayLike<number>, width: number, height: number): ClockReading | null {
  if (width < 80 || height < width / 40 || rgba.length < width * height * 4) return null;
  const lumas = Array.from({ length: COLUMNS * ROWS }, (_, i) => cellLuma(rgba, width, height, i));
  const sync = toBits(SYNC, SYNC_BITS);
  const white = Math.min(...lumas.slice(0, SYNC_BITS).filter((_, i) => sync[i]));
  const black = Math.max(...lumas.slice(0, SYNC_BITS).filter((_, i) => !sync[i]));
  const contrast = white - black;
  if (contrast < 64) return null;
  const middle = (white + black) / 2;
  // A grey cell is a damaged one.
  if (lumas.some((luma) => Math.abs(luma - middle) < contrast / 5)) return null;

  const bits = lumas.map((luma) => luma > middle);
  const payload = bits.slice(SYNC_BITS, -CRC_BITS);
  if (toNumber(bits.slice(-CRC_BITS)) !== crc8(payload)) return null;
  let at = 0;
  const next = (length: number): number => toNumber(payload.slice(at, (at += length)));
  const clip = next(FIELDS.clip);
  const frame = next(FIELDS.frame);
  const fps = next(FIELDS.fps);
  const loopSeconds = next(FIELDS.loopSeconds);
  if (fps === 0 || frame >= fps * loopSeconds) return null;
  return { clip, frame, positionMs: (frame * 1000) / fps, loopMs: loopSeconds * 1000 };
}
