import type { Thumbnail } from './thumbnail.ts';

/** What can be wrong with a picture that was decoded. */
export type PictureFault = 'black' | 'blank' | 'frozen';

/** Brightness below which a pixel counts as black. */
const DARK = 32;
/** Distance between the darkest and the brightest of a picture, without outliers, that counts as nothing to see. */
const FLAT = 8;
/** What two pictures of the same scene differ by at least, somewhere: light, noise, the clock in the picture. */
const STILL = 2;
/** Rows above and below, as parts of the height, where cameras write their name and the time, even on no picture. */
const CAPTION = 1 / 6;
/** Outliers: a stray caption or a broken pixel at each end. */
const OUTLIERS = 0.02;

/**
 * What is wrong with the picture, if anything: `black`, `blank` (one shade all over) or, with an earlier one of the same
 * camera, `frozen` (no part has changed at all). Take `before` from minutes ago: at night a street may well stand
 * still for some seconds.
 */
export function judgePicture(now: Thumbnail, before?: Thumbnail): PictureFault | null {
  const { width, height, luma } = now;
  const margin = Math.floor(height * CAPTION);
  const middle = luma.slice(margin * width, (height - margin) * width).sort();
  const outliers = Math.floor(middle.length * OUTLIERS);
  const dark = middle[outliers] ?? 0;
  const bright = middle[middle.length - 1 - outliers] ?? 0;
  if (bright < DARK) return 'black';
  if (bright - dark < FLAT) return 'blank';
  if (before === undefined || before.luma.length !== luma.length) return null;
  return luma.every((value, at) => Math.abs(value - (before.luma[at] ?? 0)) <= STILL) ? 'frozen' : null;
}
