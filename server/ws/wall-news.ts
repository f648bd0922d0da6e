import type { Bus } from '../cluster/ports.ts';
import type { Rights } from '../rights.ts';
import type { Sockets } from './sockets.ts';

/** Changes of walls, told to who owns them and to those they are or were shared with. */
export function tellWalls(bus: Bus, sockets: Sockets, rights: Rights): void {
  bus.subscribe('wall.changed', ({ ownerId, unitIds }) =>
    sockets.tellEach('wall.changed', async (actor) => {
      if (actor.user.id === ownerId) return {};
      const shared = unitIds.length === 0 ? null : await rights.sharedUnits(actor);
      return unitIds.some((id) => shared?.has(id)) ? {} : null;
    }),
  );
}
