/** Longest time that one goes alone, ms. */
const ALONE_MS = 150;

/**
 * Of many pictures that are asked for at once the first goes alone, and is seen while the others are still being opened:
 * all at once none would be there before the last.
 */
export class Turns {
  #leader: Promise<unknown> | null = null;

  async take<T>(open: () => Promise<T>): Promise<T> {
    if (this.#leader) await this.#leader;
    else return this.#lead(open());
    return open();
  }

  #lead<T>(opened: Promise<T>): Promise<T> {
    const alone = new Promise((done) => setTimeout(done, ALONE_MS));
    const leader = Promise.race([opened.catch(() => undefined), alone]).then(() => {
      this.#leader = null;
    });
    this.#leader = leader;
    return opened;
  }
}
