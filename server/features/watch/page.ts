import type { Lease, Peer, View } from '../../../media/index.ts';
import type { ConsumerOptions } from '../../contract/watch.ts';
import { HubError } from '../../errors.ts';
import type { Look } from './record.ts';

/** Watches of one page, at most: a wall of 36 tiles, the next page of a tour opened ahead, and some that change. */
const MOST = 96;

/** One picture on one page. */
export interface OpenWatch extends Look {
  id: string;
  lease: Lease;
  peer: Peer;
  view: View;
  /** Rings when the leave to look must be asked for anew. */
  alarm?: NodeJS.Timeout;
}

/** What one page watches, and its transports: one per room. */
export class Page {
  readonly watches = new Map<string, OpenWatch>();
  readonly #peers = new Map<string, Peer>();
  readonly #silences = new WeakMap<Peer, Promise<ConsumerOptions>>();
  readonly #onPeerClosed: (transportId: string) => void;
  #starting = 0;
  #gone = false;

  /** @param onPeerClosed told when a room, and the page's transport in it, is gone */
  constructor(onPeerClosed: (transportId: string) => void) {
    this.#onPeerClosed = onPeerClosed;
  }

  /** Holds a place for a watch that is being made. @throws HubError `watch.too-many` */
  reserve(): () => void {
    if (this.watches.size + this.#starting >= MOST) throw new HubError('watch.too-many');
    this.#starting++;
    return () => {
      this.#starting--;
    };
  }

  /** @throws HubError `watch.unknown`, also for a watch of another page */
  watch(id: string): OpenWatch {
    const watch = this.watches.get(id);
    if (watch === undefined) throw new HubError('watch.unknown');
    return watch;
  }

  /** @throws HubError `transport.unknown`, also for a transport of another page */
  peer(transportId: string): Peer {
    const peer = this.#peers.get(transportId);
    if (peer === undefined) throw new HubError('transport.unknown');
    return peer;
  }

  /** One that comes after the page has gone is closed at once. */
  addPeer(peer: Peer): void {
    if (this.#gone) {
      peer.close();
      return;
    }
    const { id } = peer.transportOptions;
    if (this.#peers.has(id)) return;
    this.#peers.set(id, peer);
    peer.once('close', () => {
      this.#peers.delete(id);
      this.#onPeerClosed(id);
    });
  }

  /** What the page hears of silence on a transport: made once, however often it asks. One that failed is made anew. */
  silence(peer: Peer, make: () => Promise<ConsumerOptions>): Promise<ConsumerOptions> {
    const known = this.#silences.get(peer);
    if (known !== undefined) return known;
    const made = make();
    this.#silences.set(peer, made);
    made.catch(() => this.#silences.delete(peer));
    return made;
  }

  /** The page has gone. */
  closePeers(): void {
    this.#gone = true;
    for (const peer of [...this.#peers.values()]) peer.close();
  }
}
