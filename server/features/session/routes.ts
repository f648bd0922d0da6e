import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Bus } from '../../cluster/ports.ts';
import type { Session } from '../../contract/session.ts';
import { sessionIdOf } from '../../http/actor.ts';
import { deviceOf, giveDevice } from '../../http/device.ts';
import { publicRoute, route, type RouteOptions } from '../../http/route.ts';
import { COOKIE } from '../../http/security.ts';
import type { AccountService } from './account.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Guard } from './guard.ts';
import type { Refusal } from './refusals.ts';
import type { SessionService } from './service.ts';
import type { SetupService } from './setup.ts';

/** Per minute and address: slower than any guessing needs, fast enough for an office behind one address. */
const SIGN_INS_PER_MINUTE = 30;
/** Per minute and address: each of nobody's leaves a row behind until it is idle. */
const READS_PER_MINUTE = 300;
/** How much of the browser's own description is kept. */
const LONGEST_BROWSER = 200;

interface Parts {
  sessions: SessionService;
  setups: SetupService;
  accounts: AccountService;
  guard: Guard;
  bus: Bus;
}

export function addSessionRoutes(app: FastifyInstance, { sessions, setups, accounts, guard, bus }: Parts): void {
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

  /** A new session for the user, under a new id: whoever knew the old one knows nothing of this one. */
  async function begin(request: FastifyRequest, reply: FastifyReply, found: StoredUser): Promise<Session> {
    const { user } = found;
    const sessionId = sessionIdOf(request);
    await request.session.regenerate();
    bus.publish('session.ended', { sessionId });
    const address = request.ip;
    const browser = request.headers['user-agent']?.slice(0, LONGEST_BROWSER) ?? '';
    const device = { token: giveDevice(reply), before: deviceOf(app, request) };
    await sessions.begin(found, { idHash: sessionIdOf(request), address, browser }, device);
    Object.assign(request.session, { userId: user.id, address, browser });
    return { ...(await sessions.describe({ user, address: request.ip })), csrfToken: reply.generateCsrf() };
  }
}
