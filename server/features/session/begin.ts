import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bus } from '../../cluster/ports.ts';
import type { Session } from '../../contract/session.ts';
import { sessionIdOf } from '../../http/actor.ts';
import { deviceOf, giveDevice } from '../../http/device.ts';
import type { StoredUser } from '../../store/users.ts';
import type { SessionService } from './service.ts';

/** How much of the browser's own description is kept. */
const LONGEST_BROWSER = 200;

/**
 * Gives a browser the session of somebody who has just proved to be the user.
 * @param endsAt of a screen: its session has an end of its own, ms since 1970
 * @throws HubError `session.refused` where that has changed since
 */
export type Begin = (
  request: FastifyRequest,
  reply: FastifyReply,
  found: StoredUser,
  endsAt?: number,
) => Promise<Session>;

/** A new session, under a new id: whoever knew the old one knows nothing of this one. */
export function beginner({ sessions, bus }: { sessions: SessionService; bus: Bus }): Begin {
  return async (request, reply, found, endsAt) => {
    const { user } = found;
    const sessionId = sessionIdOf(request);
    await request.session.regenerate();
    bus.publish('session.ended', { sessionId });
    const address = request.ip;
    const browser = request.headers['user-agent']?.slice(0, LONGEST_BROWSER) ?? '';
    const begun = { idHash: sessionIdOf(request), address, browser };
    if (endsAt === undefined) {
      const device = { token: giveDevice(reply), before: deviceOf(request.server, request) };
      await sessions.begin(found, begun, device);
    } else await sessions.begin(found, { ...begun, endsAt });
    Object.assign(request.session, { userId: user.id, address, browser });
    return { ...(await sessions.describe({ user, address })), csrfToken: reply.generateCsrf() };
  };
}
