import { PTZ_RENEW, type PtzAct } from '../../server/contract/ptz.ts';
import type { HubSocket } from './socket.ts';

/** What goes on while a key or a button is held down. */
export type Held = Extract<PtzAct['act'], { kind: 'move' | 'focus' }>;

/**
 * One page's hand on one camera. What is held is renewed until it is let go; the hub stops what is not renewed, so a page
 * that hangs or loses its connection moves nothing.
 */
export class PtzHand {
  readonly #socket: HubSocket;
  readonly #target: { channelId: string; grantId: string };
  readonly #onError: (error: unknown) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(socket: HubSocket, target: { channelId: string; grantId: string }, onError: (error: unknown) => void) {
    this.#socket = socket;
    this.#target = target;
    this.#onError = onError;
  }

  /** From now on lets go when nobody looks at the page any more. @returns ends that, and lets go */
  attend(): () => void {
    addEventListener('blur', this.letGo);
    addEventListener('pagehide', this.letGo);
    document.addEventListener('visibilitychange', this.letGo);
    return () => {
      this.letGo();
      removeEventListener('blur', this.letGo);
      removeEventListener('pagehide', this.letGo);
      document.removeEventListener('visibilitychange', this.letGo);
    };
  }

  /** Begins, or goes another way. */
  hold(held: Held): void {
    clearInterval(this.#timer);
    this.do(held);
    this.#timer = setInterval(() => this.do(held), PTZ_RENEW);
  }

  /** Stops what is held; nothing, where nothing is. */
  readonly letGo = (): void => {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.do({ kind: 'stop' });
  };

  /** One act by itself. */
  do(act: PtzAct['act']): void {
    this.#socket.request('ptz.act', { ...this.#target, act }).catch((error: unknown) => {
      // Refused once is refused the next time, too.
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#onError(error);
    });
  }
}
