import type { FastifyInstance } from 'fastify';
import type { Favourites } from '../../contract/wall.ts';
import { route } from '../../http/route.ts';
import type { Store } from '../../store/store.ts';
import type { WallParts } from './change.ts';
import { WallService } from './service.ts';
import { SiteViewService } from './site-views.ts';
import { TourService } from './tours.ts';

/** A tour of 2,000 channels, with the JSON around their ids, bytes. */
const TOUR_BODY = 128 * 1024;

export function addWallRoutes(app: FastifyInstance, parts: WallParts): void {
  const walls = new WallService(parts);
  const tours = new TourService(parts);
  const siteViews = new SiteViewService(parts);
  const large = { bodyLimit: TOUR_BODY };

  route(app, 'wall.list', ({ actor }) => walls.list(actor));
  route(app, 'wall.create', ({ actor, body }) => walls.create(actor, body));
  route(app, 'wall.update', ({ actor, params, body }) => walls.update(actor, params.id, body));
  route(app, 'wall.remove', async ({ actor, params }) => {
    await walls.remove(actor, params.id);
    return {};
  });

  route(app, 'tour.create', ({ actor, body }) => tours.create(actor, body), large);
  route(app, 'tour.update', ({ actor, params, body }) => tours.update(actor, params.id, body), large);
  route(app, 'tour.remove', async ({ actor, params }) => {
    await tours.remove(actor, params.id);
    return {};
  });

  route(app, 'site.setView', ({ actor, params, body }) => siteViews.set(actor, params.id, body));

  addFavourites(app, parts.store);
}

/** One's own: nothing to decide, and nothing for the record. */
function addFavourites(app: FastifyInstance, { favourites }: Store): void {
  route(app, 'favourite.read', async ({ actor }) => ({ channelIds: await favourites.read(actor.user.id) }));
  route(app, 'favourite.write', async ({ actor, body }): Promise<Favourites> => {
    const channelIds = [...new Set(body.channelIds)];
    await favourites.write(actor.user.id, channelIds);
    return { channelIds };
  });
}
