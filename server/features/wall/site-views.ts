import type { SiteView } from '../../contract/wall.ts';
import { HubError } from '../../errors.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Repositories } from '../../store/store.ts';
import { sees, type WallParts } from './change.ts';

/** What the screens of a site show by themselves. */
export class SiteViewService {
  readonly #parts: WallParts;

  constructor(parts: WallParts) {
    this.#parts = parts;
  }

  /**
   * A wall or tour that the actor sees and that is shared with the site's unit, or one above: so its screens see it, too.
   * @throws HubError `site.unknown`, `permission.denied`, `wall.unknown`, `tour.unknown`, `site.view-shared`
   */
  async set(actor: SignedIn, siteId: string, { show }: Pick<SiteView, 'show'>): Promise<SiteView> {
    const { store, rights, bus } = this.#parts;
    const site = await store.sites.find(siteId);
    if (site === null) throw new HubError('site.unknown');
    const { unitId } = site;
    const path = await store.orgUnits.path(unitId);
    const units = await rights.sharedUnits(actor);
    const { user, address } = actor;
    const event = { user, address, action: 'site.set-view', target: { kind: 'site', id: siteId }, unitId };
    const shared = await recordRefusal(store, actor, event, async () => {
      authorise(actor, 'wall.share', { path });
      return store.transaction(async (inside) => {
        const before = await find(inside, (await inside.siteViews.find(siteId)).show);
        const found = await find(inside, show);
        if (show !== null && (found === null || !sees(actor, units, found))) throw new HubError(`${show.kind}.unknown`);
        if (found !== null && (found.unitId === null || !path.includes(found.unitId))) {
          throw new HubError('site.view-shared');
        }
        await inside.siteViews.save({ siteId, show });
        const detail = { site: site.name, kind: show?.kind ?? null, name: found?.name ?? null };
        await inside.auditEvents.add({ ...event, outcome: 'done', detail });
        return [before, found].flatMap((saved) => saved?.unitId ?? []);
      });
    });
    bus.publish('wall.changed', { ownerId: user.id, unitIds: [...new Set([unitId, ...shared])] });
    return { siteId, show };
  }
}

function find({ walls, tours }: Repositories, show: SiteView['show']) {
  if (show === null) return Promise.resolve(null);
  return show.kind === 'wall' ? walls.find(show.id) : tours.find(show.id);
}
