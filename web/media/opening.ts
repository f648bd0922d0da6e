import { Picture, type PictureOptions } from './picture.ts';

/** A picture that is being opened: as soon as it is there, and the way to give it up. */
export interface Opening {
  made: Promise<Picture>;
  abort: AbortController;
  /** Null until it is there. */
  picture: Picture | null;
}

/** Begins; who holds it closes the picture. */
export function openPicture(options: Omit<PictureOptions, 'signal'>): Opening {
  const abort = new AbortController();
  return { made: Picture.create({ ...options, signal: abort.signal }), abort, picture: null };
}
