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
  const made = options.hub.turns.take(async () => {
    abort.signal.throwIfAborted();
    return Picture.create({ ...options, signal: abort.signal });
  });
  return { made, abort, picture: null };
}
