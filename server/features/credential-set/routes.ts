import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { CredentialSetService } from './service.ts';

export function addCredentialSetRoutes(app: FastifyInstance, sets: CredentialSetService): void {
  route(app, 'credentialSet.list', async () => ({ sets: await sets.list() }));
  route(app, 'credentialSet.create', ({ actor, body }) => sets.create(actor, body));
  route(app, 'credentialSet.update', ({ actor, params, body }) => sets.update(actor, params.id, body));
  route(app, 'credentialSet.remove', async ({ actor, params }) => {
    await sets.remove(actor, params.id);
    return {};
  });
}
