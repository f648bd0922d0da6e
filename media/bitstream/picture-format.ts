/** What a sequence parameter set tells of the pictures. */
export interface PictureFormat {
  /** px */
  width: number;
  height: number;
  /** Pictures per second; 0 where not told. */
  fps: number;
  /** How many pictures may be shown later than they come: more than 0 means B-frames. null where not told. */
  reorder: number | null;
}

const MOST_PIXELS = 16_384;

/** Null where no camera has such pictures. */
export function plausible(format: PictureFormat): PictureFormat | null {
  const { width, height, fps } = format;
  if (width < 16 || height < 16 || width > MOST_PIXELS || height > MOST_PIXELS) return null;
  return { ...format, fps: fps > 0 && fps <= 240 ? Math.round(fps * 100) / 100 : 0 };
}
