import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { CallService } from './service.ts';

/** Each of them may ring the whole county. */
const CALLS_PER_MINUTE = 30;

export function addCallRoutes(app: FastifyInstance, calls: CallService): void {
  route(app, 'meeting.call', ({ actor, body }) => calls.call(actor, body), { perMinute: CALLS_PER_MINUTE });

  route(app, 'meeting.answer', async ({ actor, body }) => {
    await calls.answer(actor, body);
    return {};
  });
}
