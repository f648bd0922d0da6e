/** ms */
const MOMENT = 50;

/** Does once what is asked for several times within a moment of 50 ms: 92 sites that answer at once make no storm. */
export class Moment {
  readonly #work: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Within a moment; nothing where it is closed. */
  soon(): void {
    if (!this.#closed) this.#timer ??= setTimeout(() => this.flush(), MOMENT);
  }

  /** Now, where it has been asked for. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work();
  }

  /** What has been asked for is not done any more. Safe to call more than once. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
