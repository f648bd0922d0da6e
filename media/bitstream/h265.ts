import { Bits } from './bits.ts';
import { plausible, type PictureFormat } from './picture-format.ts';

/** NAL unit types (H.265, table 7-1). */
const FIRST_IRAP = 16;
const LAST_IRAP = 21;
const FIRST_NO_SLICE = 32;
const VPS = 32;
const SPS = 33;
const PPS = 34;

/** nal_unit_type */
export const typeOf = (unit: Buffer): number => ((unit[0] ?? 0) >> 1) & 0x3f;

export const isSps = (unit: Buffer): boolean => typeOf(unit) === SPS;

/** VPS, SPS or PPS. */
export const isParameterSet = (unit: Buffer): boolean => typeOf(unit) >= VPS && typeOf(unit) <= PPS;

export const isSlice = (unit: Buffer): boolean => typeOf(unit) < FIRST_NO_SLICE;

/** What a decoder needs of a keyframe; the rest is said to players, at any length. */
export const isDecoded = (unit: Buffer): boolean => isParameterSet(unit) || isSlice(unit);

/** A slice of a picture where decoding may begin: IDR, CRA or BLA. */
export const isRandomAccess = (unit: Buffer): boolean => typeOf(unit) >= FIRST_IRAP && typeOf(unit) <= LAST_IRAP;

/** Reads an SPS (7.3.2.2.1) as far as the order of pictures; null where it is none, or makes no sense. */
export function readSps(unit: Buffer): PictureFormat | null {
  if (!isSps(unit)) return null;
  const bits = new Bits(unit, 2);
  bits.skip(4);
  const layers = bits.u(3);
  bits.skip(1);
  skipProfile(bits, layers);
  bits.ue();
  const chroma = bits.ue();
  if (chroma === 3) bits.skip(1);
  const [width, height] = [bits.ue(), bits.ue()];
  const [left, right, top, bottom] = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  if (bits.over()) return null;
  const [unitX, unitY] = [chroma === 1 || chroma === 2 ? 2 : 1, chroma === 1 ? 2 : 1];
  bits.ue();
  bits.ue();
  bits.ue();
  let reorder = 0;
  for (let layer = bits.flag() ? 0 : layers; layer <= layers; layer++) {
    bits.ue();
    reorder = bits.ue();
    bits.ue();
  }
  return plausible({
    width: width - unitX * (left + right),
    height: height - unitY * (top + bottom),
    // It stands far behind, after everything that is hard to read: the stream's own timestamps tell it as well.
    fps: 0,
    reorder: bits.over() || reorder > 16 ? null : reorder,
  });
}

/** profile_tier_level (7.3.3). */
function skipProfile(bits: Bits, layers: number): void {
  bits.skip(96);
  if (layers === 0) return;
  const present: number[] = [];
  for (let layer = 0; layer < layers; layer++) present.push(bits.u(2));
  bits.skip(2 * (8 - layers));
  for (const flags of present) bits.skip(((flags & 2) !== 0 ? 88 : 0) + ((flags & 1) !== 0 ? 8 : 0));
}
