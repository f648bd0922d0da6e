import type { FoundDevice } from './probe-match.ts';

/** What a sweep tells: a device, or how many of its addresses are done. */
export type DiscoveryEvent =
  { type: 'device'; device: FoundDevice } | { type: 'progress'; done: number; total: number };

/**
 * Between a sweep and who reads it: each device once, progress only as of now, however slowly it is read.
 */
export class FoundQueue {
  readonly #events: DiscoveryEvent[] = [];
  /** uuid and `address:port` of every good device told. */
  readonly #known = new Set<string>();
  /** Addresses that anything was told of. */
  readonly #addresses = new Set<string>();
  #closed = false;
  #failure: { error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /**
   * A device is the same by its endpoint's uuid, or by its address and port. A wrong answer is told once for an
   * address, and not after a good one; a good one is told even so.
   */
  device(device: FoundDevice): void {
    const { address, port, hardwareId, cause } = device;
    if (cause === null) {
      const keys = [`${address}:${port}`, ...(hardwareId === '' ? [] : [hardwareId])];
      if (keys.some((key) => this.#known.has(key))) return;
      for (const key of keys) this.#known.add(key);
    } else if (this.#addresses.has(address)) {
      return;
    }
    this.#addresses.add(address);
    this.#push({ type: 'device', device });
  }

  /** An older progress that nobody has read yet is replaced. */
  progress(done: number, total: number): void {
    if (this.#events.at(-1)?.type === 'progress') this.#events.pop();
    this.#push({ type: 'progress', done, total });
  }

  /** Ends the reading after what is queued. */
  end(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Ends the reading with this error. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end();
  }

  /** Drops what is queued and ends the reading now. */
  stop(): void {
    this.#events.length = 0;
    this.end();
  }

  /** The next event; undefined at the end. */
  async next(): Promise<DiscoveryEvent | undefined> {
    while (this.#events.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const event = this.#events.shift();
    if (event === undefined && this.#failure) throw this.#failure.error;
    return event;
  }

  #push(event: DiscoveryEvent): void {
    if (this.#closed) return;
    this.#events.push(event);
    this.#wake?.();
  }
}
