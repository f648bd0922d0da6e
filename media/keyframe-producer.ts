import type { types } from 'mediasoup';
import { videoParameters } from './codecs.ts';
import type { Feed } from './feed.ts';
import type { KeyframeTrack } from './keyframe-track.ts';

interface Made {
  producer: types.Producer;
  track: KeyframeTrack;
}

/** A relay's second producer, of keyframes alone: made when it is first wanted, closed when nobody needs it any more. */
export class KeyframeProducer {
  readonly #transport: types.PlainTransport;
  readonly #feed: Feed;
  /** Of the next one; never one that mediasoup may still know. */
  #ssrc: number;
  #made: Promise<Made> | null = null;
  #users = 0;

  /** @param ssrc of the first one; those that follow count up */
  constructor(transport: types.PlainTransport, feed: Feed, ssrc: number) {
    this.#transport = transport;
    this.#feed = feed;
    this.#ssrc = ssrc;
  }

  /** Call `leave` exactly once (more is harmless). Throws mediasoup's error where the relay has ended. */
  async use(): Promise<Made & { leave: () => void }> {
    this.#made ??= this.#make();
    const making = this.#made;
    this.#users++;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      if (--this.#users === 0) this.#end();
    };
    try {
      return { ...(await making), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #make(): Promise<Made> {
    const ssrc = this.#ssrc++;
    const producer = await this.#transport.produce({ kind: 'video', rtpParameters: videoParameters(ssrc) });
    // Its first packets tell mediasoup that there is a stream; before that, nobody can ask for a keyframe.
    return { producer, track: this.#feed.openKeyframes(ssrc) };
  }

  #end(): void {
    const ending = this.#made;
    this.#made = null;
    ending?.then(
      ({ producer, track }) => {
        producer.close();
        this.#feed.closeKeyframes(track);
      },
      () => undefined, // It was never made: use() has told why.
    );
  }
}
