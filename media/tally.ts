import type { types } from 'mediasoup';

/** What mediasoup holds. */
export interface Counts {
  producers: number;
  consumers: number;
  transports: number;
}

/** Counts what lives on a router, pipes included, by mediasoup's own word: nothing that is forgotten goes uncounted. */
export class Tally {
  readonly #transports = new Set<string>();
  readonly #producers = new Set<string>();
  readonly #consumers = new Set<string>();

  constructor(router: types.Router) {
    router.observer.on('newtransport', (transport) => {
      keep(this.#transports, transport);
      transport.observer.on('newproducer', (producer) => keep(this.#producers, producer));
      transport.observer.on('newconsumer', (consumer) => keep(this.#consumers, consumer));
    });
  }

  get counts(): Counts {
    return {
      producers: this.#producers.size,
      consumers: this.#consumers.size,
      transports: this.#transports.size,
    };
  }
}

function keep(
  ids: Set<string>,
  made: { id: string; observer: { once(name: 'close', then: () => void): unknown } },
): void {
  ids.add(made.id);
  made.observer.once('close', () => ids.delete(made.id));
}
