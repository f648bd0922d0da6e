import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { RosterService } from './service.ts';

export function addRosterRoutes(app: FastifyInstance, service: RosterService): void {
  route(app, 'roster.list', async ({ actor, query }) => ({ shifts: await service.list(actor, query) }));

  route(app, 'roster.now', async ({ actor }) => ({ shifts: await service.now(actor) }));

  route(app, 'roster.add', ({ actor, body }) => service.add(actor, body));

  route(app, 'roster.end', async ({ actor, params }) => {
    await service.end(actor, params.id);
    return {};
  });

  route(app, 'roster.handover', ({ actor, params, body }) => service.handOver(actor, params.id, body));
}
