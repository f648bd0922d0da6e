import type { Tour, TourContent, TourWrite } from '../../contract/wall.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Repositories } from '../../store/store.ts';
import { change, changeable, permitShare, refuseTooMany, sees, type WallParts } from './change.ts';
import { checkLayout } from './layout.ts';

/** Saved tours. As walls, they give no right to anything. */
export class TourService {
  readonly #parts: WallParts;

  constructor(parts: WallParts) {
    this.#parts = parts;
  }

  /** @throws HubError `wall.layout`, `wall.unknown`, `wall.too-many`, `org.*`, `permission.denied` */
  async create(actor: SignedIn, write: TourWrite, now = Date.now()): Promise<Tour> {
    const units = await this.#parts.rights.sharedUnits(actor);
    const { user } = actor;
    const tour: Tour = { ...write, id: newId(), ownerId: user.id, ownerName: user.name, updatedAt: now };
    await change(this.#parts, actor, 'tour.create', tour.id, async (inside) => {
      await checkContent(inside, actor, units, write.content);
      await permitShare(inside, actor, write);
      await refuseTooMany(inside, actor);
      await inside.tours.save(tour);
      return { before: null, after: tour, detail: detailOf(tour) };
    });
    return tour;
  }

  /** One's own, or of a unit that one answers for; it keeps its owner. @throws HubError as {@link create}, `tour.unknown`, `wall.owner` */
  async update(actor: SignedIn, id: string, write: TourWrite, now = Date.now()): Promise<Tour> {
    const units = await this.#parts.rights.sharedUnits(actor);
    return change(this.#parts, actor, 'tour.update', id, async (inside) => {
      const before = await changeable(inside, actor, units, await inside.tours.find(id), 'tour.unknown');
      const { ownerId, ownerName } = before;
      const tour: Tour = { ...write, id, ownerId, ownerName, updatedAt: now };
      await checkContent(inside, actor, units, write.content);
      await permitShare(inside, actor, write);
      await inside.tours.save(tour);
      return { before, after: tour, detail: detailOf(tour) };
    });
  }

  /** As {@link update}; sites show it no more. @throws HubError `tour.unknown`, `wall.owner` */
  async remove(actor: SignedIn, id: string): Promise<void> {
    const units = await this.#parts.rights.sharedUnits(actor);
    await change(this.#parts, actor, 'tour.remove', id, async (inside) => {
      const before = await changeable(inside, actor, units, await inside.tours.find(id), 'tour.unknown');
      await inside.tours.remove(id);
      return { before, after: null };
    });
  }
}

/** @throws HubError `wall.layout`; `wall.unknown`: one of the walls is not there, or not for the actor */
async function checkContent(
  { walls }: Repositories,
  actor: SignedIn,
  units: ReadonlySet<string>,
  content: TourContent,
): Promise<void> {
  if (content.kind === 'cameras') {
    checkLayout(content.layout);
    return;
  }
  for (const id of new Set(content.wallIds)) {
    const wall = await walls.find(id);
    if (wall === null || !sees(actor, units, wall)) throw new HubError('wall.unknown');
  }
}

function detailOf({ dwell, content }: Pick<Tour, 'dwell' | 'content'>) {
  const count = content.kind === 'walls' ? content.wallIds.length : content.channelIds.length;
  return { dwell, of: content.kind, count };
}
