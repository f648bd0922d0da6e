import type { ProfileRole } from '../../server/contract/camera.ts';
import { roleFor, widthFor } from './profile.ts';

/** A tile that is being resized is asked for again only when it has come to rest. */
const RESIZE_MS = 400;

/** Which stream fits a tile, now and when its size changes. */
export class TileSize {
  readonly #host: HTMLElement;
  readonly #observer: ResizeObserver;
  #role: ProfileRole;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param unfit the stream last chosen by `choose()` does not fit any more */
  constructor(host: HTMLElement, unfit: () => void) {
    this.#host = host;
    this.#role = roleFor(this.#width(), null);
    this.#observer = new ResizeObserver(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (roleFor(this.#width(), this.#role) !== this.#role) unfit();
      }, RESIZE_MS);
    });
    this.#observer.observe(host);
  }

  /** The stream that fits now, and the width that tells the hub so, device px. */
  choose(): { role: ProfileRole; width: number } {
    const width = this.#width();
    this.#role = roleFor(width, this.#role);
    return { role: this.#role, width: widthFor(this.#role, width) };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }

  #width(): number {
    return Math.round(this.#host.clientWidth * devicePixelRatio);
  }
}
