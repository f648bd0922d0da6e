import { Bits } from './bits.ts';
import { plausible, type PictureFormat } from './picture-format.ts';

/** NAL unit types (H.264, table 7-1). */
const SLICE = 1;
const IDR = 5;
const SEI = 6;
const SPS = 7;
const PPS = 8;

/** Profiles whose SPS tells the chroma format (7.3.2.1.1). */
const HIGH = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
/** Those that have intra-only variants (constraint_set3_flag, A.2). */
const INTRA = new Set([44, 86, 100, 110, 122, 244]);
const BASELINE = 66;
const EXTENDED_SAR = 255;
const RECOVERY_POINT = 6;
const SLICE_TYPES = ['P', 'B', 'I'] as const;

/** nal_unit_type */
export const typeOf = (unit: Buffer): number => (unit[0] ?? 0) & 0x1f;

export const isSps = (unit: Buffer): boolean => typeOf(unit) === SPS;

/** SPS or PPS. */
export const isParameterSet = (unit: Buffer): boolean => typeOf(unit) === SPS || typeOf(unit) === PPS;

export const isSlice = (unit: Buffer): boolean => typeOf(unit) >= SLICE && typeOf(unit) <= IDR;

export const isIdr = (unit: Buffer): boolean => typeOf(unit) === IDR;

/** Supplemental information that decoding may begin here (D.1.8): encoders without IDR pictures mark keyframes so. */
export const isRecoveryPoint = (unit: Buffer): boolean => typeOf(unit) === SEI && unit[1] === RECOVERY_POINT;

/** What a decoder needs of a keyframe; the rest is said to players, at any length. */
export const isDecoded = (unit: Buffer): boolean => isParameterSet(unit) || isSlice(unit) || isRecoveryPoint(unit);

/** What a slice may refer to (table 7-6): I to nothing, P back, B forth, too. null: no slice, or a switching one. */
export function sliceType(unit: Buffer): 'I' | 'P' | 'B' | null {
  if (typeOf(unit) !== SLICE && !isIdr(unit)) return null;
  const bits = new Bits(unit.subarray(0, 32), 1);
  bits.ue();
  const type = bits.ue();
  if (bits.over() || type > 9) return null;
  return SLICE_TYPES[type % 5] ?? null;
}

/** Reads an SPS (7.3.2.1.1); null where it is none, or makes no sense. */
export function readSps(unit: Buffer): PictureFormat | null {
  if (!isSps(unit)) return null;
  const bits = new Bits(unit, 1);
  const profile = bits.u(8);
  const constraints = bits.u(8);
  bits.skip(8);
  bits.ue();
  const chroma = HIGH.has(profile) ? readChroma(bits) : 1;
  bits.ue();
  const orderType = bits.ue();
  skipOrder(bits, orderType);
  bits.ue();
  bits.skip(1);
  const [columns, rows] = [bits.ue() + 1, bits.ue() + 1];
  const frames = bits.flag();
  if (!frames) bits.skip(1);
  bits.skip(1);
  const [left, right, top, bottom] = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  if (bits.over()) return null;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * (frames ? 1 : 2);
  const usage = bits.flag() ? readUsage(bits) : { fps: 0, reorder: null };
  // With these nothing is ever shown out of its order (A.2.1, A.2, 8.2.1.3).
  const inOrder = profile === BASELINE || orderType === 2 || (INTRA.has(profile) && (constraints & 0x10) !== 0);
  return plausible({
    width: columns * 16 - unitX * (left + right),
    height: rows * 16 * (frames ? 1 : 2) - unitY * (top + bottom),
    // Many cameras break off in the middle of their VUI.
    fps: bits.over() ? 0 : usage.fps,
    reorder: inOrder ? 0 : bits.over() ? null : usage.reorder,
  });
}

/** Up to the scaling lists; returns chroma_format_idc. */
function readChroma(bits: Bits): number {
  const chroma = bits.ue();
  if (chroma === 3) bits.skip(1);
  bits.ue();
  bits.ue();
  bits.skip(1);
  if (!bits.flag()) return chroma;
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
    if (bits.flag()) skipScalingList(bits, list < 6 ? 16 : 64);
  }
  return chroma;
}

/** 7.3.2.1.1.1 */
function skipScalingList(bits: Bits, size: number): void {
  let last = 8;
  let next = 8;
  for (let at = 0; at < size && !bits.over(); at++) {
    if (next !== 0) next = (last + bits.se() + 256) % 256;
    if (next !== 0) last = next;
  }
}

/** What pic_order_cnt_type brings with it. */
function skipOrder(bits: Bits, type: number): void {
  if (type === 0) bits.ue();
  if (type !== 1) return;
  bits.skip(1);
  bits.ue();
  bits.ue();
  for (let left = Math.min(255, bits.ue()); left > 0 && !bits.over(); left--) bits.ue();
}

/** Video usability information (E.1.1), as far as rate and order of the pictures. */
function readUsage(bits: Bits): Pick<PictureFormat, 'fps' | 'reorder'> {
  if (bits.flag() && bits.u(8) === EXTENDED_SAR) bits.skip(32);
  if (bits.flag()) bits.skip(1);
  if (bits.flag()) {
    bits.skip(4);
    if (bits.flag()) bits.skip(24);
  }
  if (bits.flag()) {
    bits.ue();
    bits.ue();
  }
  let fps = 0;
  if (bits.flag()) {
    const [units, scale] = [bits.u(32), bits.u(32)];
    fps = units > 0 ? scale / (2 * units) : 0;
    bits.skip(1);
  }
  const hrd = [readHrd(bits), readHrd(bits)];
  if (hrd.includes(true)) bits.skip(1);
  bits.skip(1);
  if (!bits.flag()) return { fps, reorder: null };
  bits.skip(1);
  for (let skipped = 0; skipped < 4; skipped++) bits.ue();
  const reorder = bits.ue();
  return { fps, reorder: reorder <= 16 ? reorder : null };
}

/** Passes over hypothetical reference decoder parameters (E.1.2); whether there are any. */
function readHrd(bits: Bits): boolean {
  if (!bits.flag()) return false;
  const count = Math.min(32, bits.ue() + 1);
  bits.skip(8);
  for (let at = 0; at < count; at++) {
    bits.ue();
    bits.ue();
    bits.skip(1);
  }
  bits.skip(20);
  return true;
}
