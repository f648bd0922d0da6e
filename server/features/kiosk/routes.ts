import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../contract/session.ts';
import { publicRoute, route } from '../../http/route.ts';
import type { StoredUser } from '../../store/users.ts';
import type { KioskService } from './service.ts';

/** Per minute and address: as other sign-ins. */
const SIGN_INS_PER_MINUTE = 30;

/** Gives the browser a session that ends at a time, ms since 1970. */
type Begin = (request: FastifyRequest, reply: FastifyReply, found: StoredUser, endsAt: number) => Promise<Session>;

export function addKioskRoutes(app: FastifyInstance, kiosks: KioskService, begin: Begin): void {
  route(app, 'kiosk.list', async ({ actor }) => ({ kiosks: await kiosks.list(actor) }));

  route(app, 'kiosk.create', ({ actor, body }) => kiosks.create(actor, body));

  route(app, 'kiosk.remove', async ({ actor, params }) => {
    await kiosks.remove(actor, params.id);
    return {};
  });

  publicRoute(
    app,
    'kiosk.signIn',
    async ({ actor, body, request, reply }) => {
      const { found, endsAt } = await kiosks.signIn(body.token, actor.address);
      return begin(request, reply, found, endsAt);
    },
    {
      perMinute: SIGN_INS_PER_MINUTE,
      onLimit: ({ ip, log }) => {
        kiosks.refuseMany(ip).catch((error: unknown) => log.error({ err: error }, 'unexpected'));
      },
    },
  );
}
