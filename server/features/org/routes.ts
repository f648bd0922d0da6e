import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import type { OrgExport } from '../../contract/org.ts';
import { route } from '../../http/route.ts';
import type { SignedIn } from '../../permissions.ts';
import type { ImportService } from './import-service.ts';
import type { OrgService } from './service.ts';
import type { SiteService } from './site-service.ts';

/** Largest body of an import, bytes: the file that the contract allows, with its envelope. */
const IMPORT_LIMIT = 33_000_000;

interface OrgParts {
  units: OrgService;
  sites: SiteService;
  imports: ImportService;
  exportFile: (actor: SignedIn, format: Static<typeof OrgExport>['format']) => Promise<Uint8Array>;
}

export function addOrgRoutes(app: FastifyInstance, { units, sites, imports, exportFile }: OrgParts): void {
  route(app, 'org.list', () => units.list());
  route(app, 'org.create', ({ actor, body }) => units.create(actor, body));
  route(app, 'org.update', ({ actor, params, body }) => units.update(actor, params.id, body));
  route(app, 'org.merge', ({ actor, params, body }) => units.merge(actor, params.id, body.into));
  route(app, 'org.retire', ({ actor, params }) => units.retire(actor, params.id));
  route(app, 'org.history', async ({ params }) => ({ changes: await units.history(params.id) }));

  route(app, 'org.import', ({ actor, body, signal }) => imports.import(actor, body, signal), {
    bodyLimit: IMPORT_LIMIT,
    perMinute: 30,
  });
  route(app, 'org.export', ({ actor, query, reply }) => {
    reply.type('application/octet-stream');
    reply.header('content-disposition', `attachment; filename="units.${query.format}"`);
    return exportFile(actor, query.format);
  });

  route(app, 'site.create', ({ actor, body }) => sites.create(actor, body));
  route(app, 'site.update', ({ actor, params, body }) => sites.update(actor, params.id, body));
  route(app, 'site.remove', async ({ actor, params }) => {
    await sites.remove(actor, params.id);
    return {};
  });
}
