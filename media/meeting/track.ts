import type { types } from 'mediasoup';
import type { PipedTrack } from '../pipe.ts';
import type { Branch } from './branch.ts';

/** Where a track comes from. */
export interface TrackOrigin extends PipedTrack {
  /** The branch that the producer is on; null: it is somewhere else, as a camera's is. */
  branch: Branch | null;
}

interface Use {
  producer: types.Producer;
  /** Call it exactly once; more is harmless. */
  leave: () => void;
}

/** One source in the room. It is carried to another branch while somebody there has a consumer of it, once for all of them. */
export class Track {
  readonly origin: TrackOrigin;
  readonly #pipes = new Map<Branch, { made: Promise<types.Producer>; users: number }>();

  constructor(origin: TrackOrigin) {
    this.origin = origin;
  }

  /** The producer to consume on this branch. Throws mediasoup's error where the source or a worker has just ended. */
  async use(branch: Branch): Promise<Use> {
    if (branch === this.origin.branch) return { producer: this.origin.producer, leave: () => undefined };
    const piped = this.#pipes.get(branch) ?? { made: this.origin.pipe(branch.router), users: 0 };
    this.#pipes.set(branch, piped);
    piped.users++;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      if (--piped.users === 0) this.#end(branch, piped.made);
    };
    try {
      return { producer: await piped.made, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  #end(branch: Branch, made: Promise<types.Producer>): void {
    if (this.#pipes.get(branch)?.made === made) this.#pipes.delete(branch);
    made.then(
      (producer) => producer.close(),
      () => undefined, // It was never made: use() has told why.
    );
  }
}
