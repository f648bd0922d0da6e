import type { Store } from '../../store/store.ts';

/** Time between two sums, ms. */
const INTERVAL = 60_000;
/** Refusals of one kind that are recorded one by one before they are summed up. */
const SINGLE = 3;
/** Kinds that are told apart; what is beyond is summed up under no name and no address. */
const KINDS = 10_000;

/** An attempt that was turned away before the password was looked at, for want of a code, or with no password in it. */
export interface Refusal {
  action:
    | 'session.sign-in'
    | 'session.first-step'
    | 'password.change'
    | 'totp.offer'
    | 'user.setup'
    | 'kiosk.sign-in'
    | 'meeting.guest-sign-in';
  /** Null: unknown, or not known yet. */
  user: { id: string; username: string } | null;
  address: string;
  reason: 'delayed' | 'too many requests' | 'code needed' | 'wrong token' | 'time is over';
}

interface Sum {
  refusal: Refusal;
  /** Recorded one by one already. */
  single: number;
  /** Still to be recorded. */
  count: number;
  from: number;
  until: number;
}

/**
 * Puts refusals on the record without letting whoever causes them fill the disk: the first of each kind one by one, then
 * their number and span. What is not written yet is written at the end.
 */
export class Refusals {
  readonly #store: Store;
  readonly #sums = new Map<string, Sum>();
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#timer = setInterval(() => {
      this.flush().catch(onError);
    }, INTERVAL);
    this.#timer.unref();
  }

  async add(refusal: Refusal, now = Date.now()): Promise<void> {
    const sum = this.#sumOf(refusal, now);
    if (sum.single < SINGLE || this.#closed) {
      sum.single++;
      const { user, action, address, reason } = sum.refusal;
      const event = { user, action, target: null, address, detail: { reason } };
      await this.#store.auditEvents.add({ ...event, outcome: 'refused' });
      return;
    }
    if (sum.count === 0) sum.from = now;
    sum.count++;
    sum.until = now;
  }

  /** Writes the sums. A kind of which there were none in the meantime is told one by one again. */
  async flush(): Promise<void> {
    for (const [key, sum] of this.#sums) {
      const { count, from, until, refusal } = sum;
      if (count === 0) {
        this.#sums.delete(key);
        continue;
      }
      // Those that come while it is written belong to the next sum.
      sum.count = 0;
      const { user, action, address, reason } = refusal;
      const detail = { reason, attempts: count, from, until };
      try {
        await this.#store.auditEvents.add({ user, action, target: null, address, outcome: 'refused', detail });
      } catch (error) {
        sum.count += count;
        sum.from = from;
        throw error;
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closed = true;
    await this.flush();
  }

  #sumOf(refusal: Refusal, now: number): Sum {
    const isFull = this.#sums.size >= KINDS;
    const key = keyOf(refusal);
    const kind = isFull && !this.#sums.has(key) ? { ...refusal, user: null, address: '' } : refusal;
    const sum = this.#sums.get(keyOf(kind)) ?? { refusal: kind, single: 0, count: 0, from: now, until: now };
    this.#sums.set(keyOf(kind), sum);
    return sum;
  }
}

function keyOf({ action, user, address, reason }: Refusal): string {
  return [action, user?.id ?? '', address, reason].join(' ');
}
