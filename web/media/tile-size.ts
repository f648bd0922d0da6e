import type { ProfileRole } from '../../server/contract/camera.ts';
import { roleFor, widthFor } from './profile.ts';

/** A tile that is being resized is asked for again only when it has come to rest. */
const RESIZE_MS = 400;
/** Contract, device px. */
const MOST_WIDTH = 16_384;

/** Which stream fits a tile, now and when its size changes. */
export class TileSize {
  readonly #host: HTMLElement;
  readonly #observer: ResizeObserver;
  readonly #unfit: () => void;
  #role: ProfileRole;
  #magnified = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param unfit the stream last chosen by `choose()` does not fit any more */
  constructor(host: HTMLElement, unfit: () => void) {
    this.#host = host;
    this.#role = roleFor(this.#width(), null);
    this.#unfit = unfit;
    this.#observer = new ResizeObserver(() => this.#judge());
    this.#observer.observe(host);
  }

  /** Where the tile is on the screen. */
  get rect(): DOMRect {
    return this.#host.getBoundingClientRect();
  }

  /** The stream that fits now, and the width that tells the hub so, device px. */
  choose(): { role: ProfileRole; width: number } {
    const width = this.#width();
    this.#role = roleFor(width, this.#role);
    return { role: this.#role, width: widthFor(this.#role, width) };
  }

  /** The picture is shown so many times as large as the tile. */
  magnify(scale: number): void {
    if (scale === this.#magnified) return;
    this.#magnified = scale;
    this.#judge();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }

  #judge(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (roleFor(this.#width(), this.#role) !== this.#role) this.#unfit();
    }, RESIZE_MS);
  }

  #width(): number {
    return Math.min(MOST_WIDTH, Math.round(this.#host.clientWidth * devicePixelRatio * this.#magnified));
  }
}
