import type { types } from 'mediasoup';
import { type Counts, Tally } from './tally.ts';

/** Counts what lives on all workers: whoever gives back less than they took shows here. */
export class Census {
  readonly #routers = new Set<Tally>();

  /** Everything on this worker, from now on. */
  add({ observer }: types.Worker): void {
    observer.on('newrouter', (router) => {
      const tally = new Tally(router);
      this.#routers.add(tally);
      router.observer.once('close', () => this.#routers.delete(tally));
    });
  }

  get counts(): Counts & { routers: number } {
    const sum = (name: keyof Counts): number => [...this.#routers].reduce((all, { counts }) => all + counts[name], 0);
    return {
      routers: this.#routers.size,
      transports: sum('transports'),
      producers: sum('producers'),
      consumers: sum('consumers'),
    };
  }
}
