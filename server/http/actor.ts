import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sha256 } from '../keys.ts';
import type { Actor } from '../permissions.ts';
import type { Store } from '../store/store.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; known from the session before anything else is looked at. */
    actor: Actor;
  }
}

/** Puts `request.actor` there. Comes after the session plugin. */
export function addActor(app: FastifyInstance, store: Store): void {
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request) => {
    const { userId } = request.session;
    const user = userId === undefined ? null : await store.users.find(userId);
    request.actor = { user, address: request.ip };
  });
}

/** The name that a session is known by inside of the hub: the hash of its id, as in the table. */
export function sessionIdOf(request: FastifyRequest): string {
  return sha256(request.session.sessionId);
}
