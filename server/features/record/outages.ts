import type { EventEmitter } from 'node:events';
import type { Cause } from '../../contract/camera.ts';
import type { Relay } from '../../../media/index.ts';
import type { AuditBacklog } from '../../store/audit-backlog.ts';
import type { Store } from '../../store/store.ts';

interface OutageParts {
  store: Store;
  backlog: AuditBacklog;
  /** What tells how relays fare: `Relays`. */
  relays: EventEmitter<{ state: [Relay]; close: [Relay] }>;
  /** Id of the channel that a relay is of. */
  channelOf: (relayKey: string) => string;
  /** Told when an outage could not be written. */
  onError: (error: unknown) => void;
}

interface Outage {
  /** ms since 1970. */
  since: number;
  cause: Cause | null;
}

/**
 * Writes down each time a camera's stream broke off while somebody watched: from when it was lost until it came back, or
 * until nobody wanted it any more.
 */
export class Outages {
  readonly #parts: OutageParts;
  readonly #live = new WeakSet<Relay>();
  readonly #open = new Map<Relay, Outage>();
  readonly #writing = new Set<Promise<void>>();

  constructor(parts: OutageParts) {
    this.#parts = parts;
    parts.relays.on('state', this.#onState);
    parts.relays.on('close', this.#onClose);
  }

  /** Ends what is still open, and resolves when all is written. Call it when nobody watches any more. */
  async close(): Promise<void> {
    this.#parts.relays.off('state', this.#onState);
    this.#parts.relays.off('close', this.#onClose);
    for (const relay of this.#open.keys()) this.#end(relay, false);
    await Promise.all(this.#writing);
  }

  readonly #onState = (relay: Relay): void => {
    if (relay.state === 'live') {
      this.#live.add(relay);
      this.#end(relay, true);
    } else if (relay.state === 'retrying' && this.#live.delete(relay)) {
      this.#open.set(relay, { since: relay.since, cause: relay.cause });
    }
  };

  readonly #onClose = (relay: Relay): void => this.#end(relay, false);

  #end(relay: Relay, restored: boolean): void {
    const outage = this.#open.get(relay);
    if (outage === undefined) return;
    this.#open.delete(relay);
    const writing = this.#write(relay.key, outage, restored)
      .catch(this.#parts.onError)
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  async #write(key: string, { since, cause }: Outage, restored: boolean): Promise<void> {
    const { store, backlog, channelOf } = this.#parts;
    const durationMs = Date.now() - since;
    const id = channelOf(key);
    const camera = await store.cameras.findByChannel(id);
    await backlog.add({
      user: null,
      action: 'camera.outage',
      target: { kind: 'channel', id },
      outcome: 'done',
      detail: { camera: camera?.name ?? '', cause, durationMs, restored },
      address: '',
      unitId: camera?.unitId,
    });
  }
}
