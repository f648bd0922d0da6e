import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { OrgService } from './service.ts';
import type { SiteService } from './site-service.ts';

export function addOrgRoutes(app: FastifyInstance, { units, sites }: { units: OrgService; sites: SiteService }): void {
  route(app, 'org.list', () => units.list());
  route(app, 'org.create', ({ actor, body }) => units.create(actor, body));
  route(app, 'org.update', ({ actor, params, body }) => units.update(actor, params.id, body));
  route(app, 'org.merge', ({ actor, params, body }) => units.merge(actor, params.id, body.into));
  route(app, 'org.retire', ({ actor, params }) => units.retire(actor, params.id));
  route(app, 'org.history', async ({ params }) => ({ changes: await units.history(params.id) }));

  route(app, 'site.create', ({ actor, body }) => sites.create(actor, body));
  route(app, 'site.update', ({ actor, params, body }) => sites.update(actor, params.id, body));
  route(app, 'site.remove', async ({ actor, params }) => {
    await sites.remove(actor, params.id);
    return {};
  });
}
