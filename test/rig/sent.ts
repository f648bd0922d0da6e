import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';

/** What the server itself knows of one transport to a browser. */
export interface Sent {
  /** Bytes of RTP that have gone out, padding included. */
  rtpBytes: number;
  /** What it would carry: ids of the producers, and whether packets may flow. */
  consumers: { producerId: string; paused: boolean }[];
}

/**
 * mediasoup's own books of all hubs in this process: what was sent on which transport. Begin before the hub is made.
 */
export class SentBooks {
  readonly #transports = new Map<string, types.Transport>();
  readonly #consumers = new Map<string, Set<types.Consumer>>();
  readonly #onWorker = (worker: types.Worker): void => {
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => this.#note(transport)),
    );
  };

  constructor() {
    mediasoup.observer.on('newworker', this.#onWorker);
  }

  /** @throws Error where there is no such transport any more */
  async of(transportId: string): Promise<Sent> {
    const transport = this.#transports.get(transportId);
    if (transport === undefined) throw new Error(`no transport ${transportId}`);
    const stats = (await transport.getStats()) as { rtpBytesSent: number }[];
    const consumers = [...(this.#consumers.get(transportId) ?? [])];
    return {
      rtpBytes: stats.reduce((sum, { rtpBytesSent }) => sum + rtpBytesSent, 0),
      consumers: consumers.map(({ producerId, paused }) => ({ producerId, paused })),
    };
  }

  close(): void {
    mediasoup.observer.off('newworker', this.#onWorker);
  }

  #note(transport: types.Transport): void {
    const { id } = transport;
    const consumers = new Set<types.Consumer>();
    this.#transports.set(id, transport);
    this.#consumers.set(id, consumers);
    transport.observer.on('newconsumer', (consumer) => {
      consumers.add(consumer);
      consumer.observer.once('close', () => consumers.delete(consumer));
    });
    transport.observer.once('close', () => {
      this.#transports.delete(id);
      this.#consumers.delete(id);
    });
  }
}
