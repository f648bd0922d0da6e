import type { Bus } from '../cluster/ports.ts';
import type { Rights } from '../rights.ts';
import type { Sockets } from './sockets.ts';

/** How cameras are, told to each page as far as its user may know of them. */
export function tellHealth(bus: Bus, sockets: Sockets, rights: Rights): void {
  bus.subscribe('health.changed', ({ cameras }) =>
    sockets.tellEach('health.changed', async (actor) => {
      const sight = await rights.sight(actor);
      const seen = cameras.filter((camera) => sight.includes(camera));
      return seen.length === 0 ? null : { cameras: seen.map(({ health }) => health) };
    }),
  );
  bus.subscribe('alarm.changed', ({ alarm }) =>
    sockets.tellEach('alarm.changed', async (actor) => {
      const sight = await rights.sight(actor);
      return sight.includes({ unitId: alarm.unitId, accepted: true }) ? alarm : null;
    }),
  );
}
