import type { FastifyInstance } from 'fastify';
import type { Bus } from '../../cluster/ports.ts';
import { sessionIdOf } from '../../http/actor.ts';
import { deviceOf } from '../../http/device.ts';
import { publicRoute, route, type RouteOptions } from '../../http/route.ts';
import { COOKIE } from '../../http/security.ts';
import type { AccountService } from './account.ts';
import type { Begin } from './begin.ts';
import type { Guard } from './guard.ts';
import type { Refusal } from './refusals.ts';
import type { SessionService } from './service.ts';
import type { SetupService } from './setup.ts';

/** Per minute and address: slower than any guessing needs, fast enough for an office behind one address. */
const SIGN_INS_PER_MINUTE = 30;
/** Per minute and address: each of nobody's leaves a row behind until it is idle. */
const READS_PER_MINUTE = 300;

interface Parts {
  sessions: SessionService;
  setups: SetupService;
  accounts: AccountService;
  guard: Guard;
  bus: Bus;
  begin: Begin;
}

export function addSessionRoutes(app: FastifyInstance, { sessions, setups, accounts, guard, bus, begin }: Parts): void {
  const limited = (action: Refusal['action']): RouteOptions => ({
    perMinute: SIGN_INS_PER_MINUTE,
    onLimit: ({ ip: address, log }) => {
      const refusal = { action, user: null, address, reason: 'too many requests' } as const;
      guard.refuse(refusal).catch((error: unknown) => log.error({ err: error }, 'unexpected'));
    },
  });

  publicRoute(
    app,
    'session.read',
    async ({ actor, reply }) => ({ ...(await sessions.describe(actor)), csrfToken: reply.generateCsrf() }),
    { perMinute: READS_PER_MINUTE },
  );

  publicRoute(
    app,
    'session.signIn',
    async ({ actor, body, request, reply }) =>
      begin(request, reply, await sessions.signIn(body, actor.address, deviceOf(app, request))),
    limited('session.sign-in'),
  );

  publicRoute(app, 'session.look', ({ body }) => setups.look(body.token), limited('user.setup'));

  publicRoute(
    app,
    'session.setup',
    async ({ actor, body, request, reply }) => begin(request, reply, await setups.setup(body, actor.address)),
    limited('user.setup'),
  );

  route(app, 'session.signOut', async ({ actor, request, reply }) => {
    await sessions.signOut(actor.user, actor.address);
    const sessionId = sessionIdOf(request);
    await request.session.destroy();
    reply.clearCookie(COOKIE, { path: '/' });
    bus.publish('session.ended', { sessionId });
    return {};
  });

  route(app, 'session.list', async ({ actor, request }) => ({
    sessions: await sessions.list(actor.user, sessionIdOf(request)),
  }));

  route(app, 'session.end', async ({ actor, params }) => {
    await sessions.end(actor.user, params.id, actor.address);
    return {};
  });

  route(
    app,
    'password.change',
    async ({ actor, body, request }) => {
      await accounts.changePassword(actor, body, sessionIdOf(request));
      return {};
    },
    limited('password.change'),
  );

  route(app, 'totp.offer', ({ actor, body }) => accounts.offer(actor, body), limited('totp.offer'));

  route(
    app,
    'totp.confirm',
    async ({ actor, body, request }) => ({ codes: await accounts.confirm(actor, body.code, sessionIdOf(request)) }),
    limited('totp.offer'),
  );
}
