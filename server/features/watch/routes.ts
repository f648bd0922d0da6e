import type { FastifyInstance } from 'fastify';
import { sessionIdOf } from '../../http/actor.ts';
import { route } from '../../http/route.ts';
import type { WatchService } from './service.ts';
import type { SnapshotService } from './snapshot.ts';

/** Each of them starts a decoder, and may open a connection to a device. */
const SNAPSHOTS_PER_MINUTE = 120;

export function addWatchRoutes(app: FastifyInstance, watches: WatchService, snapshots: SnapshotService): void {
  route(app, 'watch.poster', ({ params, request, reply }) => {
    reply.type('image/jpeg');
    return watches.poster(sessionIdOf(request), params.id);
  });

  route(
    app,
    'channel.snapshot',
    ({ actor, params, body, signal, reply }) => {
      reply.type('image/jpeg');
      return snapshots.take(actor, { channelId: params.id, grantId: body.grantId }, signal);
    },
    { perMinute: SNAPSHOTS_PER_MINUTE },
  );
}
