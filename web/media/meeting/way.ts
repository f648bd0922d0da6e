import type { types } from 'mediasoup-client';

/** After a restart of ICE the way must be there again within this time, ms; else joining anew is quicker. */
const MENDED_MS = 5_000;

/** What a way needs to mend itself. */
export interface WayActs {
  /** Asks the hub for fresh ICE parameters. */
  restart: () => Promise<types.IceParameters>;
  /** It cannot be mended. */
  failed: () => void;
}

/**
 * Looks after the way of one transport: a network that changed (other Wi-Fi, mobile instead of cable) is met by a restart of
 * ICE, which keeps all that is sent and received.
 */
export class Way {
  readonly #transport: types.Transport;
  readonly #acts: WayActs;
  readonly #changed = (): void => this.#mend();
  #wasConnected = false;
  #mending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: types.Transport, acts: WayActs) {
    this.#transport = transport;
    this.#acts = acts;
    transport.on('connectionstatechange', (state) => this.#judge(state));
    // The browser knows of another network before any packet is missed.
    addEventListener('online', this.#changed);
    transport.observer.once('close', () => this.#close());
  }

  #judge(state: types.ConnectionState): void {
    if (state === 'connected') {
      this.#wasConnected = true;
      this.#mending = false;
      clearTimeout(this.#timer);
    } else if (state === 'failed' && (!this.#wasConnected || this.#mending)) this.#acts.failed();
    else if (state === 'disconnected' || state === 'failed') this.#mend();
  }

  #mend(): void {
    if (!this.#wasConnected || this.#mending || this.#transport.closed) return;
    this.#mending = true;
    this.#timer = setTimeout(() => this.#late(), MENDED_MS);
    this.#acts
      .restart()
      .then((iceParameters) => this.#transport.restartIce({ iceParameters }))
      .catch(() => this.#acts.failed());
  }

  #late(): void {
    this.#mending = false;
    if (this.#transport.connectionState !== 'connected') this.#acts.failed();
  }

  #close(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.#changed);
  }
}
