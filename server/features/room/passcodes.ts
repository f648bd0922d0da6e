import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../../keys.ts';
import { HubError } from '../../errors.ts';
import { verifyPassword } from '../../password.ts';

/** Wrong ones per user within {@link SPAN}. */
const MOST_WRONG = 5;
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
  #last: Promise<unknown> = Promise.resolve();

  /** @throws HubError `meeting.passcode-needed`, `meeting.passcode-wrong`, `session.delayed` */
  async check(userId: string, passcode: string | undefined, hash: string): Promise<void> {
    if (passcode === undefined || passcode === '') throw new HubError('meeting.passcode-needed');
    this.#refuseSoon(userId);
    // It counts before it is looked at, so that nobody gains by trying many at once.
    this.#noteWrong(userId);
    if (await this.#fits(passcode, hash)) {
      this.#wrong.delete(userId);
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

  #refuseSoon(userId: string, now = Date.now()): void {
    const recent = (this.#wrong.get(userId) ?? []).filter((at) => at > now - SPAN);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < MOST_WRONG) return;
    throw new HubError('session.delayed', { seconds: Math.ceil((oldest + SPAN - now) / 1000) });
  }

  #noteWrong(userId: string, now = Date.now()): void {
    const recent = (this.#wrong.get(userId) ?? []).filter((at) => at > now - SPAN);
    keep(this.#wrong, userId, [...recent, now]);
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.size > MOST_KEPT ? map.keys() : [];
  if (oldest !== undefined) map.delete(oldest);
}
