import type { types } from 'mediasoup';

/** How many pictures a viewer gets: all, or keyframes alone. */
export type Pace = 'full' | 'keyframes';

/** A consumer of a relay's video, paused. */
export interface PacedVideo {
  consumer: types.Consumer;
  /** Called before it is resumed: its first request for a keyframe is to be answered. */
  welcome: () => void;
  /** Called once, when it is closed. */
  leave: () => void;
}

/** One viewer of one relay: consumers of its video and sound, both paused at first. */
export class View {
  readonly audio: types.Consumer | null;
  readonly #consume: (pace: Pace) => Promise<PacedVideo>;
  #video: PacedVideo;
  #closed = false;

  /** @param consume makes a consumer of the other pace */
  constructor(video: PacedVideo, audio: types.Consumer | null, consume: (pace: Pace) => Promise<PacedVideo>) {
    this.#video = video;
    this.audio = audio;
    this.#consume = consume;
  }

  get video(): types.Consumer {
    return this.#video.consumer;
  }

  /** Lets the picture flow, and the sound if wanted. */
  async resume(sound: boolean): Promise<void> {
    const { consumer, welcome } = this.#video;
    if (consumer.paused) welcome();
    await Promise.all([consumer.resume(), sound ? this.audio?.resume() : this.audio?.pause()]);
  }

  /** Not one more packet goes to the viewer. */
  async pause(): Promise<void> {
    await Promise.all([this.video.pause(), this.audio?.pause()]);
  }

  /**
   * Puts a new consumer of this pace, paused, in the place of the one before, which is closed then. Null: the view was
   * closed meanwhile. Throws mediasoup's error where the relay or the peer has ended.
   */
  async setPace(pace: Pace): Promise<types.Consumer | null> {
    const next = await this.#consume(pace);
    if (this.#closed) {
      drop(next);
      return null;
    }
    const before = this.#video;
    this.#video = next;
    drop(before);
    return next.consumer;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    drop(this.#video);
    this.audio?.close();
  }
}

function drop({ consumer, leave }: PacedVideo): void {
  consumer.close();
  leave();
}
