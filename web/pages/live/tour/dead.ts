import type { ChannelState } from '../../../../server/contract/camera.ts';

/** Nobody looks at what is skipped, so that nobody hears of its return: after so long it is tried again, ms. */
const FORGET_MS = 300_000;

/** Remembers which channels had no picture when they were last looked at. */
export class DeadChannels {
  readonly #seenAt = new Map<string, number>();

  /**
   * Whether a channel is known to show nothing.
   * @param state as the hub tells it now; undefined: nobody looks
   * @param now ms, by any clock that goes forwards
   */
  isDead(channelId: string, state: ChannelState | undefined, now: number): boolean {
    if (state?.state === 'live') this.#seenAt.delete(channelId);
    if (state?.cause && (state.state === 'retrying' || state.state === 'stopped')) this.#seenAt.set(channelId, now);
    const seenAt = this.#seenAt.get(channelId);
    return seenAt !== undefined && now - seenAt < FORGET_MS;
  }
}
