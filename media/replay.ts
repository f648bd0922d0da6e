import { setTimeout as delay } from 'node:timers/promises';

/** Newcomers within this time of a replay share the next one: a page that opens makes one burst, not sixteen. */
const SPACING_MS = 50;
/** How long after a newcomer's arrival a request for a keyframe is taken for theirs. */
const WELCOME_MS = 2000;

/**
 * When packets are sent again. A newcomer is always answered. Anybody else asks because packets were lost on the way: the
 * answer goes to all viewers, so it may at most double the stream (one replay per length of the GOP).
 */
export class Replay {
  readonly #play: () => Promise<void>;
  #welcomeUntil = 0;
  #nextAt = 0;
  #wanted = false;
  #playing = false;
  #closed = false;

  /** @param play sends the packets once */
  constructor(play: () => Promise<void>) {
    this.#play = play;
  }

  /** Somebody begins to watch: their requests for a keyframe are answered in any case. */
  welcome(): void {
    this.#welcomeUntil = performance.now() + WELCOME_MS;
  }

  /** A keyframe is asked for. @param lastKeyframeAt ms of `performance.now()` */
  request(lastKeyframeAt: number): void {
    const now = performance.now();
    if (now > this.#welcomeUntil && now < this.#nextAt) return;
    this.#nextAt = now + Math.max(1000, now - lastKeyframeAt);
    this.#wanted = true;
    if (!this.#playing) void this.#run();
  }

  /** Nothing is sent again any more. */
  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#playing = true;
    while (this.#take()) {
      await this.#play();
      await delay(SPACING_MS);
    }
    this.#playing = false;
  }

  #take(): boolean {
    const wanted = this.#wanted && !this.#closed;
    this.#wanted = false;
    return wanted;
  }
}
