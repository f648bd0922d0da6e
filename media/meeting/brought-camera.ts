import type { types } from 'mediasoup';
import type { Relay } from '../relay.ts';
import { Track } from './track.ts';
import type { Tracks } from './tracks.ts';

/** A camera in the room, until it is taken out or its relay ends. Its viewers' consumers end with it. */
export class BroughtCamera {
  readonly #id: string;
  readonly #relay: Relay;
  readonly #tracks: Tracks;
  readonly #track: Track;
  readonly #pipes = new Set<types.Producer>();
  #closed = false;

  /** @param id what it is asked for by, as source `camera` */
  constructor(id: string, relay: Relay, tracks: Tracks) {
    const { producer, pipe, welcome } = relay.track;
    this.#id = id;
    this.#relay = relay;
    this.#tracks = tracks;
    this.#track = new Track({ branch: null, producer, pipe: (to) => this.#carry(pipe, to), welcome });
    tracks.set(id, 'camera', this.#track);
    relay.once('close', this.close);
  }

  /** Takes it out; the relay goes on. */
  readonly close = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    this.#relay.off('close', this.close);
    this.#tracks.delete(this.#id, 'camera', this.#track);
    for (const piped of this.#pipes) piped.close();
  };

  async #carry(pipe: (to: types.Router) => Promise<types.Producer>, to: types.Router): Promise<types.Producer> {
    const piped = await pipe(to);
    this.#pipes.add(piped);
    piped.observer.once('close', () => this.#pipes.delete(piped));
    if (this.#closed) piped.close();
    return piped;
  }
}
