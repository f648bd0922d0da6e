import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../../keys.ts';
import { HubError } from '../../errors.ts';
import { verifyPassword } from '../../password.ts';

/** Wrong ones per user within {@link SPAN}. */
const MOST_WRONG = 5;
/** Of all guests of one meeting within {@link SPAN}: a link makes many of them. Beyond it each has one try. */
const MOST_WRONG_OF_GUESTS = 60;
/** ms */
const SPAN = 60_000;
/** Users and meetings that are remembered; the oldest go first. */
const MOST_KEPT = 10_000;

/**
 * Passcodes of meetings. A site of 92 brings the right one 92 times within a second, and each check costs a tenth of one:
 * so the right one is known again by a keyed hash, which is nowhere but in memory.
 */
export class Passcodes {
  readonly #salt = randomBytes(32).toString('base64');
  /** By stored hash: what the right passcode looks like here. */
  readonly #right = new Map<string, string>();
  readonly #wrong = new Map<string, number[]>();
  /** By meeting: of its guests. */
  readonly #wrongOfGuests = new Map<string, number[]>();
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param guestOf the meeting, of one of its guests
   * @throws HubError `meeting.passcode-needed`, `meeting.passcode-wrong`, `session.delayed`
   */
  async check(
    userId: string,
    passcode: string | undefined,
    hash: string,
    guestOf: string | null = null,
  ): Promise<void> {
    if (passcode === undefined || passcode === '') throw new HubError('meeting.passcode-needed');
    const now = Date.now();
    const isFlood = guestOf !== null && recent(this.#wrongOfGuests, guestOf, now).length >= MOST_WRONG_OF_GUESTS;
    this.#refuseSoon(userId, isFlood ? 1 : MOST_WRONG, now);
    // It counts before it is looked at, so that nobody gains by trying many at once.
    note(this.#wrong, userId, now);
    if (guestOf !== null) note(this.#wrongOfGuests, guestOf, now);
    if (await this.#fits(passcode, hash)) {
      this.#wrong.delete(userId);
      if (guestOf !== null) takeBack(this.#wrongOfGuests, guestOf, now);
      return;
    }
    throw new HubError('meeting.passcode-wrong');
  }

  async #fits(passcode: string, hash: string): Promise<boolean> {
    const mark = sha256(this.#salt + passcode);
    const isKnown = (): boolean | null => {
      const right = this.#right.get(hash);
      return right === undefined ? null : timingSafeEqual(Buffer.from(right), Buffer.from(mark));
    };
    const known = isKnown();
    if (known !== null) return known;
    // One after the other: each takes 64 MiB.
    const checked = this.#last.then(async () => {
      const meanwhile = isKnown();
      if (meanwhile !== null) return meanwhile;
      const fits = await verifyPassword(passcode, hash);
      if (fits) keep(this.#right, hash, mark);
      return fits;
    });
    this.#last = checked.catch(() => undefined);
    return checked;
  }

  #refuseSoon(userId: string, most: number, now: number): void {
    const tries = recent(this.#wrong, userId, now);
    const oldest = tries.at(-most);
    if (oldest === undefined) return;
    throw new HubError('session.delayed', { seconds: Math.ceil((oldest + SPAN - now) / 1000) });
  }
}

/** When it was tried within the last {@link SPAN}. */
function recent(tries: ReadonlyMap<string, readonly number[]>, key: string, now: number): number[] {
  return (tries.get(key) ?? []).filter((at) => at > now - SPAN);
}

function note(tries: Map<string, number[]>, key: string, now: number): void {
  keep(tries, key, [...recent(tries, key, now), now]);
}

/** One of that time was right. */
function takeBack(tries: Map<string, number[]>, key: string, at: number): void {
  const left = [...(tries.get(key) ?? [])];
  const index = left.indexOf(at);
  if (index !== -1) left.splice(index, 1);
  tries.set(key, left);
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.size > MOST_KEPT ? map.keys() : [];
  if (oldest !== undefined) map.delete(oldest);
}
