import type { PtzHolder } from '../../contract/ptz.ts';
import { HubError } from '../../errors.ts';

/** A camera stays in a hand for so long after its last act, ms: nobody takes it between two strokes of a key. */
export const HOLD = 5000;

/** Somebody who moves a camera. */
export interface Hand {
  userId: string;
  /** As others are told. */
  name: string;
  /** Less goes before more: see permissions.ts, rankOf. */
  rank: number;
}

interface Held extends Hand {
  until: number;
}

/** Which camera is in whose hand. Times are ms since 1970. */
export class Hands {
  readonly #held = new Map<string, Held>();

  /**
   * Takes the camera, or keeps it.
   * @returns `begun`: it was not in this hand before; `from`: who had to give way
   * @throws HubError `ptz.held` where somebody of the same or a higher rank holds it
   */
  take(channelId: string, hand: Hand, now = Date.now()): { begun: boolean; from: Hand | null } {
    const held = this.#of(channelId, now);
    const isOwn = held?.userId === hand.userId;
    if (held !== null && !isOwn && held.rank <= hand.rank) throw new HubError('ptz.held', { name: held.name });
    this.#held.set(channelId, { ...hand, until: now + HOLD });
    return { begun: !isOwn, from: isOwn ? null : held };
  }

  /** Lets go, where it is this user's. @returns whether it was */
  release(channelId: string, userId: string): boolean {
    if (this.#held.get(channelId)?.userId !== userId) return false;
    return this.#held.delete(channelId);
  }

  holder(channelId: string, now = Date.now()): PtzHolder {
    const held = this.#of(channelId, now);
    return { channelId, name: held?.name ?? null, until: held?.until ?? null };
  }

  /** Whose it is now; null: nobody's. */
  userOf(channelId: string, now = Date.now()): string | null {
    return this.#of(channelId, now)?.userId ?? null;
  }

  #of(channelId: string, now: number): Held | null {
    const held = this.#held.get(channelId);
    if (held !== undefined && held.until > now) return held;
    this.#held.delete(channelId);
    return null;
  }
}
