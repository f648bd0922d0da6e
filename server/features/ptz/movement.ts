import { setTimeout as delay } from 'node:timers/promises';
import type { PtzDevice } from '../../../media/index.ts';
import { PTZ_LEASE, type PtzLimits } from '../../contract/ptz.ts';
import { allows, clamp, type Direction, leaves } from './limits.ts';

/** How often a moving camera with limits is asked where it stands, ms. */
const LOOK = 150;

/** What goes on until it is stopped. */
export type Going = { kind: 'move'; speed: Direction } | { kind: 'focus'; speed: number };

type Device = Pick<PtzDevice, 'move' | 'stop' | 'focus' | 'focusStop' | 'position' | 'go'>;

/**
 * One camera's movement: begun, renewed, and always stopped, after what was sent before it. A device that has got a stop
 * before a late move would go on for ever, so one command waits for the other.
 */
export class Movement {
  readonly #device: Device;
  readonly #limits: PtzLimits;
  readonly #onEnd: () => void;
  readonly #ending = new AbortController();
  #going: Going | null = null;
  #lease: NodeJS.Timeout | undefined;
  #sent: Promise<unknown> = Promise.resolve();
  #ended: Promise<void> | null = null;

  /** @param onEnd told once, when it has ended of itself or by {@link stop} */
  constructor(device: Device, limits: PtzLimits, onEnd: () => void) {
    this.#device = device;
    this.#limits = limits;
    this.#onEnd = onEnd;
  }

  /** No more of it: whoever goes on needs another one. */
  get ending(): boolean {
    return this.#ended !== null;
  }

  /** Begins or changes the movement, or keeps it going. @throws MediaError what the device says */
  async go(going: Going): Promise<void> {
    if (this.#ended !== null) return;
    const isFirst = this.#going === null;
    this.#going = going;
    clearTimeout(this.#lease);
    this.#lease = setTimeout(() => void this.stop(), PTZ_LEASE);
    await this.#send(() =>
      going.kind === 'move' ? this.#device.move(going.speed) : this.#device.focus(going.speed),
    ).catch((error: unknown) => {
      void this.stop();
      throw error;
    });
    if (isFirst && this.#limits !== null && going.kind === 'move') this.#watch().catch(() => this.stop());
  }

  /** Resolves when the device has taken the stop, or cannot be reached; it stops by its own time-out then. */
  stop(): Promise<void> {
    this.#ended ??= this.#stop();
    return this.#ended;
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#lease);
    this.#ending.abort();
    const stopped = this.#send(() => (this.#going?.kind === 'focus' ? this.#device.focusStop() : this.#device.stop()));
    // Once more, for a device that was busy; then its own time-out has to do.
    await stopped.catch(() => this.#send(() => this.#device.stop())).catch(() => undefined);
    this.#onEnd();
  }

  /** Looks where the camera stands until it stops: what cannot be seen to be inside is stopped, and turned back. */
  async #watch(): Promise<void> {
    while (!this.ending) {
      const at = await this.#device.position().catch(() => null);
      const speed = this.#going?.kind === 'move' ? this.#going.speed : null;
      if (at === null || (speed !== null && leaves(this.#limits, at, speed))) await this.stop();
      else await delay(LOOK, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    }
    // It ran on a little while it was asked.
    const rest = await this.#device.position();
    if (rest !== null && !allows(this.#limits, rest)) await this.#device.go(clamp(this.#limits, rest));
  }

  #send(command: () => Promise<void>): Promise<void> {
    const sent = this.#sent.catch(() => undefined).then(command);
    this.#sent = sent;
    return sent;
  }
}
