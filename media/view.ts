import type { types } from 'mediasoup';

/** One viewer of one relay: consumers of its video and sound, both paused at first. */
export class View {
  readonly video: types.Consumer;
  readonly audio: types.Consumer | null;
  readonly #welcome: () => void;

  constructor(video: types.Consumer, audio: types.Consumer | null, welcome: () => void) {
    this.video = video;
    this.audio = audio;
    this.#welcome = welcome;
  }

  /** Lets the picture flow, and the sound if wanted. */
  async resume(sound: boolean): Promise<void> {
    if (this.video.paused) this.#welcome();
    await Promise.all([this.video.resume(), sound ? this.audio?.resume() : this.audio?.pause()]);
  }

  /** Not one more packet goes to the viewer. */
  async pause(): Promise<void> {
    await Promise.all([this.video.pause(), this.audio?.pause()]);
  }

  close(): void {
    this.video.close();
    this.audio?.close();
  }
}
