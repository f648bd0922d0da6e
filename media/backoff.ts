/** Waiting times that double from `firstMs` up to `mostMs`, each between half and all of its length (jitter). */
export class Backoff {
  readonly #firstMs: number;
  readonly #mostMs: number;
  #count = 0;

  constructor(firstMs: number, mostMs: number) {
    this.#firstMs = firstMs;
    this.#mostMs = mostMs;
  }

  /** The next waiting time, ms. */
  next(): number {
    const full = Math.min(this.#mostMs, this.#firstMs * 2 ** this.#count);
    this.#count = Math.min(this.#count + 1, 30);
    return full * (0.5 + Math.random() / 2);
  }

  reset(): void {
    this.#count = 0;
  }
}
