import { HubError } from '../../errors.ts';

/** Hashes at the same time: each takes 64 MiB and a processor for about a tenth of a second. */
const PARALLEL = 2;
/** How many may wait from one address. */
const WAITING_PER_ADDRESS = 4;
/** How many may wait in all; those whom the hub knows are let in all the same. */
const WAITING = 100;

interface Job {
  isKnown: boolean;
  start: () => Promise<void>;
}

/**
 * The line before the work of password hashing, so that whoever sends many passwords cannot keep others from signing in:
 * of one address one at a time, addresses in turn, and those first from where the user has signed in before.
 */
export class HashQueue {
  /** The jobs that wait, by address; the address that has waited longest is the first. */
  readonly #lanes = new Map<string, Job[]>();
  readonly #busy = new Set<string>();
  #waiting = 0;

  /** @throws HubError `session.delayed` where too many wait already; nothing was done then */
  run<T>(address: string, isKnown: boolean, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(address) ?? [];
    const isFull = lane.length >= WAITING_PER_ADDRESS || (this.#waiting >= WAITING && !isKnown);
    if (isFull) return Promise.reject(new HubError('session.delayed', { seconds: 1 }));
    return new Promise<T>((resolve, reject) => {
      lane.push({ isKnown, start: () => work().then(resolve, reject) });
      this.#lanes.set(address, lane);
      this.#waiting++;
      this.#next();
    });
  }

  #next(): void {
    while (this.#busy.size < PARALLEL) {
      const address = this.#choose();
      const lane = address === null ? undefined : this.#lanes.get(address);
      const job = lane?.shift();
      if (address === null || lane === undefined || job === undefined) return;
      this.#waiting--;
      this.#busy.add(address);
      // To the end of the line.
      this.#lanes.delete(address);
      if (lane.length > 0) this.#lanes.set(address, lane);
      void job.start().finally(() => {
        this.#busy.delete(address);
        this.#next();
      });
    }
  }

  #choose(): string | null {
    let first: string | null = null;
    for (const [address, [job]] of this.#lanes) {
      if (this.#busy.has(address)) continue;
      if (job?.isKnown === true) return address;
      first ??= address;
    }
    return first;
  }
}
