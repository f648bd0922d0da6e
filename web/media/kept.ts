import type { ProfileRole } from '../../server/contract/camera.ts';
import { hiddenHost } from './hidden-host.ts';
import type { Opening } from './opening.ts';
import type { Picture } from './picture.ts';

/** As many as the largest wall has, and for so long: who flips between two walls finds the other as it was. ms */
const MOST = 36;
const KEEP_MS = 15_000;

/** Pictures that have just left the screen: nothing is sent, and they can go on at once. The oldest gives way first. */
export class Kept {
  readonly #timers = new Map<Picture, ReturnType<typeof setTimeout>>();

  /** Takes it over from whoever showed it. */
  keep(picture: Picture): void {
    const drop = (): void => this.#drop(picture);
    picture.silence();
    picture.on('ended', drop);
    picture.mount(hiddenHost());
    picture.pause().catch(drop);
    this.#timers.set(picture, setTimeout(drop, KEEP_MS));
    const [oldest] = this.#timers.keys();
    if (this.#timers.size > MOST && oldest) this.#drop(oldest);
  }

  /** Hands one over, if there is one of this stream; it is the taker's to close. */
  take(channelId: string, grantId: string, role: ProfileRole): Opening | null {
    const found = [...this.#timers.keys()].find(
      (picture) => picture.channelId === channelId && picture.grantId === grantId && picture.profile === role,
    );
    if (!found) return null;
    clearTimeout(this.#timers.get(found));
    this.#timers.delete(found);
    found.silence();
    return { made: Promise.resolve(found), abort: new AbortController(), picture: found };
  }

  clear(): void {
    for (const picture of [...this.#timers.keys()]) this.#drop(picture);
  }

  #drop(picture: Picture): void {
    const timer = this.#timers.get(picture);
    if (!this.#timers.delete(picture)) return;
    clearTimeout(timer);
    picture.close();
  }
}
