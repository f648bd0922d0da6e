import type { FastifyInstance } from 'fastify';
import { sessionIdOf } from '../../http/actor.ts';
import { route } from '../../http/route.ts';
import type { WatchService } from './service.ts';

export function addWatchRoutes(app: FastifyInstance, watches: WatchService): void {
  route(app, 'watch.poster', ({ params, request, reply }) => {
    reply.type('image/jpeg');
    return watches.poster(sessionIdOf(request), params.id);
  });
}
