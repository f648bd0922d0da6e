import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { GrantService } from './service.ts';

/** Each of them may ring at somebody's desk. */
const REQUESTS_PER_MINUTE = 60;

export function addGrantRoutes(app: FastifyInstance, service: GrantService): void {
  const limit = { perMinute: REQUESTS_PER_MINUTE };

  route(app, 'grant.own', async ({ actor }) => ({ grants: await service.own(actor) }));

  route(app, 'grant.list', ({ actor, query }) => service.list(actor, query));

  route(app, 'grant.request', ({ actor, body }) => service.request(actor, body), limit);

  route(app, 'grant.decide', ({ actor, params, body }) => service.decide(actor, params.id, body));

  route(app, 'grant.revoke', ({ actor, params }) => service.revoke(actor, params.id));

  route(app, 'grant.breakGlass', ({ actor, body }) => service.breakGlass(actor, body), limit);

  route(app, 'grant.review', ({ actor, params, body }) => service.review(actor, params.id, body));
}
