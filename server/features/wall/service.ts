import type { SiteView, Tour, Wall, WallWrite } from '../../contract/wall.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import { change, changeable, permitShare, refuseTooMany, sees, type WallParts } from './change.ts';
import { checkScreens } from './layout.ts';

/** Saved walls. They give no right to what is on them: each tile is judged by itself. */
export class WallService {
  readonly #parts: WallParts;

  constructor(parts: WallParts) {
    this.#parts = parts;
  }

  /** All that the actor may open, and what sites show of it; to a kiosk, what its own site shows. */
  async list(actor: SignedIn): Promise<{ walls: Wall[]; tours: Tour[]; sites: SiteView[] }> {
    const { store, rights } = this.#parts;
    const units = await rights.sharedUnits(actor);
    const { user } = actor;
    const kiosk = await store.kiosks.findByUser(user.id);
    return store.transaction(async ({ walls, tours, siteViews }) => {
      const seen = {
        wall: await walls.list(user.id, [...units]),
        tour: await tours.list(user.id, [...units]),
      };
      const views = kiosk === null ? await siteViews.list() : [await siteViews.find(kiosk.siteId)];
      const visible = views.map(({ siteId, show }) => {
        const isSeen =
          show !== null && seen[show.kind].some((saved) => saved.id === show.id && sees(actor, units, saved));
        return { siteId, show: isSeen ? show : null };
      });
      const sites = kiosk === null ? visible.filter(({ show }) => show !== null) : visible;
      return { walls: seen.wall, tours: seen.tour, sites };
    });
  }

  /** @throws HubError `wall.layout`, `wall.too-many`, `org.*`, `permission.denied` */
  async create(actor: SignedIn, write: WallWrite, now = Date.now()): Promise<Wall> {
    const { user } = actor;
    const wall: Wall = { ...write, id: newId(), ownerId: user.id, ownerName: user.name, updatedAt: now };
    await change(this.#parts, actor, 'wall.create', wall.id, async (inside) => {
      checkScreens(write.screens);
      await permitShare(inside, actor, write);
      await refuseTooMany(inside, actor);
      await inside.walls.save(wall);
      return { before: null, after: wall, detail: detailOf(wall) };
    });
    return wall;
  }

  /** One's own, or of a unit that one answers for; it keeps its owner. @throws HubError as {@link create}, `wall.unknown`, `wall.owner` */
  async update(actor: SignedIn, id: string, write: WallWrite, now = Date.now()): Promise<Wall> {
    const units = await this.#parts.rights.sharedUnits(actor);
    return change(this.#parts, actor, 'wall.update', id, async (inside) => {
      const before = await changeable(inside, actor, units, await inside.walls.find(id), 'wall.unknown');
      const { ownerId, ownerName } = before;
      const wall: Wall = { ...write, id, ownerId, ownerName, updatedAt: now };
      checkScreens(write.screens);
      await permitShare(inside, actor, write);
      await inside.walls.save(wall);
      return { before, after: wall, detail: detailOf(wall) };
    });
  }

  /** As {@link update}; sites show it no more. @throws HubError `wall.unknown`, `wall.owner` */
  async remove(actor: SignedIn, id: string): Promise<void> {
    const units = await this.#parts.rights.sharedUnits(actor);
    await change(this.#parts, actor, 'wall.remove', id, async (inside) => {
      const before = await changeable(inside, actor, units, await inside.walls.find(id), 'wall.unknown');
      await inside.walls.remove(id);
      return { before, after: null };
    });
  }
}

function detailOf({ screens }: Pick<Wall, 'screens'>) {
  return {
    screens: screens.length,
    tiles: screens.flatMap(({ tiles }) => tiles.filter((tile) => tile !== null)).length,
  };
}
