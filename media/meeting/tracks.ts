import type { MeetingSource } from './source.ts';
import type { Track } from './track.ts';

/** What can be seen and heard in the room: by who or what it is of, and its source. */
export class Tracks {
  readonly #tracks = new Map<string, Track>();

  /** Throws RangeError where there is none. */
  get(id: string, source: MeetingSource): Track {
    const track = this.#tracks.get(key(id, source));
    if (track === undefined) throw new RangeError('nobody sends this');
    return track;
  }

  set(id: string, source: MeetingSource, track: Track): void {
    this.#tracks.set(key(id, source), track);
  }

  /** Takes it away, unless another has come in its place. */
  delete(id: string, source: MeetingSource, track: Track): void {
    if (this.#tracks.get(key(id, source)) === track) this.#tracks.delete(key(id, source));
  }
}

function key(id: string, source: MeetingSource): string {
  return `${source} ${id}`;
}
