import { HubError } from '../../errors.ts';

/** How many may wait from one address: an office that begins its shift, and no flood. */
const WAITING_PER_ADDRESS = 8;

/**
 * Attempts of one address are looked at one after the other, each with all that it costs; those of other addresses are
 * not held up by them. So nobody gains by sending many at once, and each knows the failures of those before it.
 */
export class Lanes {
  /** Resolved when the last of the address has ended, with how many there are. */
  readonly #lanes = new Map<string, { last: Promise<void>; length: number }>();
  #closed = false;

  /**
   * @param work gets to know how many of its address wait behind it
   * @throws HubError `session.delayed` where too many wait already; nothing was done then
   */
  async run<T>(address: string, work: (waiting: () => number) => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(address) ?? { last: Promise.resolve(), length: 0 };
    if (lane.length > WAITING_PER_ADDRESS) throw new HubError('session.delayed', { seconds: 1 });
    lane.length++;
    this.#lanes.set(address, lane);
    const done = lane.last.then(() => {
      if (this.#closed) throw new HubError('server.closing');
      return work(() => lane.length - 1);
    });
    lane.last = done.then(ignore, ignore).then(() => {
      lane.length--;
      if (lane.length === 0) this.#lanes.delete(address);
    });
    return done;
  }

  /** Lets nobody in any more, and waits for those who are. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#lanes.values()].map(({ last }) => last));
  }
}

/** The outcome is the caller's; here only the end counts. */
function ignore(): void {
  return undefined;
}
