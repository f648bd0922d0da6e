import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Bus } from '../../cluster/ports.ts';
import type { Session, User } from '../../contract/session.ts';
import { sessionIdOf } from '../../http/actor.ts';
import { publicRoute, route } from '../../http/route.ts';
import { COOKIE } from '../../http/security.ts';
import type { SessionService } from './service.ts';

/** Per minute and address: slower than any guessing needs, fast enough for a person. */
const SIGN_INS_PER_MINUTE = 30;

export function addSessionRoutes(app: FastifyInstance, service: SessionService, bus: Bus): void {
  publicRoute(app, 'session.read', async ({ actor, reply }) => ({
    user: actor.user,
    csrfToken: reply.generateCsrf(),
    setupNeeded: await service.setupNeeded(),
  }));

  publicRoute(
    app,
    'session.signIn',
    async ({ actor, body, request, reply }) => begin(request, reply, bus, await service.signIn(body, actor.address)),
    { perMinute: SIGN_INS_PER_MINUTE },
  );

  publicRoute(
    app,
    'session.setup',
    async ({ actor, body, request, reply }) => begin(request, reply, bus, await service.setup(body, actor.address)),
    { perMinute: SIGN_INS_PER_MINUTE },
  );

  route(app, 'session.signOut', async ({ actor, request, reply }) => {
    await service.signOut(actor.user, actor.address);
    const sessionId = sessionIdOf(request);
    await request.session.destroy();
    reply.clearCookie(COOKIE, { path: '/' });
    bus.publish('session.ended', { sessionId });
    return {};
  });
}

/** A new session for the user, under a new id: whoever knew the old one knows nothing of this one. */
async function begin(request: FastifyRequest, reply: FastifyReply, bus: Bus, user: User): Promise<Session> {
  const sessionId = sessionIdOf(request);
  await request.session.regenerate();
  bus.publish('session.ended', { sessionId });
  request.session.userId = user.id;
  return { user, csrfToken: reply.generateCsrf(), setupNeeded: false };
}
