/**
 * The way to one motor of a device. One command is under way at a time; of those that come meanwhile only the latest is
 * sent, since a line of old commands would be a camera that turns by itself. A stop never waits.
 */
export class Lane {
  #flight: Promise<void> | null = null;
  #abort: AbortController | null = null;
  /** Of the latest command or stop: whoever waits and is not the latest any more, is dropped. */
  #turn = 0;

  /**
   * Sends a command when nothing else is under way.
   *
   * @returns false: a later command or a stop has taken its place, and whether the device got it is not known
   * @throws what `send` throws
   */
  async run(send: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const turn = ++this.#turn;
    while (this.#flight) await this.#flight;
    if (turn !== this.#turn) return false;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      await this.#fly(send(abort.signal));
      return true;
    } catch (error) {
      if (abort.signal.aborted) return false;
      throw error;
    }
  }

  /**
   * Sends a stop at once; what waits is dropped, what is under way is broken off. A move that was under way may reach
   * the device after the stop: then the stop is sent once more.
   *
   * @throws what the last `send` throws
   */
  async stop(send: () => Promise<void>): Promise<void> {
    this.#turn++;
    const flight = this.#flight;
    this.#abort?.abort();
    await this.#fly(flight ? twice(send, flight) : send());
  }

  async #fly(work: Promise<void>): Promise<void> {
    // Others wait until it is over, however it ends; its error is for who asked for it.
    const flight = work.then(nothing, nothing);
    this.#flight = flight;
    try {
      await work;
    } finally {
      if (this.#flight === flight) this.#flight = null;
    }
  }
}

async function twice(send: () => Promise<void>, flight: Promise<void>): Promise<void> {
  // Should the first one fail, the second one tells.
  await Promise.allSettled([send(), flight]);
  await send();
}

function nothing(): void {
  // Only that it is over matters.
}
