import { HubError } from '../../errors.ts';

/** Hashes at the same time: each takes 64 MiB and a processor for about a tenth of a second. */
const PARALLEL = 2;
/** Of these, how many for the suspicious: whoever is not finds one that is free, or soon will be. */
const PARALLEL_SUSPICIOUS = 1;
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
  #suspicious = 0;
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
      if (this.#waiting.length > WAITING) this.#waiting.pop()?.refuse(new HubError('session.delayed', { seconds: 1 }));
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
  }

  #next(): void {
    const [job] = this.#waiting;
    if (job === undefined || this.#running >= PARALLEL) return;
    // The line is in order: if the first one is suspicious, all are.
    const suspicious = job.suspicion > 0 ? 1 : 0;
    if (suspicious === 1 && this.#suspicious >= PARALLEL_SUSPICIOUS) return;
    this.#waiting.shift();
    this.#running++;
    this.#suspicious += suspicious;
    void job.start().finally(() => {
      this.#running--;
      this.#suspicious -= suspicious;
      this.#next();
    });
  }
}
