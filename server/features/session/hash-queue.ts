import { HubError } from '../../errors.ts';

/** Hashes at the same time: each takes 64 MiB and a processor for about a tenth of a second. */
const PARALLEL = 2;
/** How many may wait. */
const WAITING = 100;

interface Job {
  suspicion: number;
  start: () => Promise<void>;
  refuse: (error: HubError) => void;
}

/**
 * The line before the work of password hashing: the least suspicious first, and among equals who came first. So those who
 * have failed before do not keep others from signing in, however many they are.
 */
export class HashQueue {
  readonly #waiting: Job[] = [];
  #running = 0;
  #closed = false;

  /**
   * @param suspicion failures lately; less than 0 for somebody who is known
   * @throws HubError `session.delayed` where too many wait that are no more suspicious; nothing was done then
   */
  run<T>(suspicion: number, work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new HubError('server.closing'));
    return new Promise<T>((resolve, reject) => {
      this.#add({ suspicion, start: () => work().then(resolve, reject), refuse: reject });
      this.#next();
    });
  }

  /** Sends away all who wait. */
  close(): void {
    this.#closed = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(new HubError('server.closing'));
  }

  #add(job: Job): void {
    const after = this.#waiting.findIndex(({ suspicion }) => suspicion > job.suspicion);
    this.#waiting.splice(after === -1 ? this.#waiting.length : after, 0, job);
    if (this.#waiting.length > WAITING) this.#waiting.pop()?.refuse(new HubError('session.delayed', { seconds: 1 }));
  }

  #next(): void {
    if (this.#running >= PARALLEL) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#running++;
    void job.start().finally(() => {
      this.#running--;
      this.#next();
    });
  }
}
