import type { ProfileRole } from '../../server/contract/camera.ts';
import { hiddenHost } from './hidden-host.ts';
import type { Kept } from './kept.ts';
import { type Opening, openPicture } from './opening.ts';
import type { Parts } from './parts.ts';
import { roleFor, widthFor } from './profile.ts';

/** A picture that will be wanted soon. */
export interface Wish {
  channelId: string;
  grantId: string;
  /** Width that its tile will have, device px. */
  width: number;
}

interface Ahead extends Opening {
  wish: Wish;
  role: ProfileRole;
}

/**
 * Pictures opened ahead, out of sight: each waits, paused, with its first frame decoded, until a tile takes it. One that
 * fails is dropped: its tile asks by itself, and says why.
 */
export class Preloads {
  readonly #hub: Parts & { readonly kept: Kept };
  readonly #ahead = new Map<string, Ahead>();
  #wishes: readonly Wish[] = [];
  #awake = false;

  constructor(hub: Parts & { readonly kept: Kept }) {
    this.#hub = hub;
    hub.receiver.on('lost', () => this.#drop(() => true));
    hub.socket.on('state', (state) => {
      if (state === 'open') this.open(this.#wishes);
    });
  }

  /** Those that are open or being opened. */
  get size(): number {
    return this.#ahead.size;
  }

  /** These and no others are wanted from now on. */
  open(wishes: readonly Wish[]): void {
    this.#wishes = wishes;
    this.#awake = false;
    if (wishes.length > 0) this.#hub.kept.clear();
    const keys = new Set(wishes.map(keyOf));
    this.#drop(({ wish }) => !keys.has(keyOf(wish)));
    if (this.#hub.socket.state !== 'open') return;
    for (const wish of wishes) if (!this.#ahead.has(keyOf(wish))) this.#open(wish);
  }

  /** They will be shown in a moment: lets them flow, so that they move when they come into sight. */
  wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    for (const { picture } of this.#ahead.values()) picture?.resume(false).catch(() => undefined);
  }

  /** Whether the picture of a channel stands ready, with a frame. */
  isReady(channelId: string): boolean {
    return [...this.#ahead.values()].some(
      ({ wish, picture }) => wish.channelId === channelId && picture !== null && picture.lastFrameAt !== null,
    );
  }

  /** Hands a picture over, if there is one of this stream; it is the taker's to close. */
  take(channelId: string, grantId: string, role: ProfileRole): Opening | null {
    const key = keyOf({ channelId, grantId });
    const ahead = this.#ahead.get(key);
    if (ahead?.role !== role) return null;
    this.#ahead.delete(key);
    this.#wishes = this.#wishes.filter((wish) => keyOf(wish) !== key);
    return ahead;
  }

  #open(wish: Wish): void {
    const role = roleFor(wish.width, null);
    const { channelId, grantId } = wish;
    const width = widthFor(role, wish.width);
    const ahead: Ahead = { wish, role, ...openPicture({ hub: this.#hub, channelId, grantId, width }) };
    this.#ahead.set(keyOf(wish), ahead);
    ahead.made.then(
      (picture) => {
        ahead.picture = picture;
        // Already a tile's, which lets it flow as it likes.
        if (!this.#isMine(ahead)) return;
        picture.mount(hiddenHost());
        picture.on('first', () => this.#settle(ahead));
        picture.on('ended', () => this.#drop((one) => one === ahead));
        picture.resume(false).catch(() => undefined);
      },
      () => this.#drop((one) => one === ahead),
    );
  }

  #settle(ahead: Ahead): void {
    if (this.#isMine(ahead) && !this.#awake) ahead.picture?.pause().catch(() => undefined);
  }

  #isMine(ahead: Ahead): boolean {
    return this.#ahead.get(keyOf(ahead.wish)) === ahead;
  }

  #drop(isMeant: (ahead: Ahead) => boolean): void {
    for (const [key, ahead] of this.#ahead) {
      if (!isMeant(ahead)) continue;
      this.#ahead.delete(key);
      ahead.abort.abort();
      ahead.picture?.close();
    }
  }
}

function keyOf({ channelId, grantId }: Pick<Wish, 'channelId' | 'grantId'>): string {
  return `${channelId} ${grantId}`;
}
