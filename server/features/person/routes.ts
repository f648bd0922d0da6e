import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { RoleService } from './roles.ts';
import type { PersonService } from './service.ts';

export function addPersonRoutes(app: FastifyInstance, people: PersonService, roles: RoleService): void {
  route(app, 'person.list', ({ actor, query }) => people.list(actor, query));
  route(app, 'person.create', ({ actor, body }) => people.create(actor, body));
  route(app, 'person.update', ({ actor, params, body }) => people.update(actor, params.id, body));
  route(app, 'person.invite', ({ actor, params }) => people.invite(actor, params.id));
  route(app, 'role.assign', ({ actor, params, body }) => roles.assign(actor, params.id, body));
  route(app, 'role.remove', ({ actor, params }) => roles.remove(actor, params.id));
}
