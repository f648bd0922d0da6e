import type { Bus } from '../cluster/ports.ts';
import { can } from '../permissions.ts';
import type { Sockets } from './sockets.ts';

/** What happens in the hub, told to the pages that it concerns, and to no others. */
export function tellNews(bus: Bus, sockets: Sockets): void {
  // Who has a grant for a camera lists it, too, and where the news is nothing but "read again", who cannot sees no change.
  bus.subscribe('camera.changed', () => sockets.broadcast('camera.list', 'camera.changed', {}));
  bus.subscribe('place.changed', () => sockets.broadcast('camera.list', 'camera.changed', {}));
  bus.subscribe('org.changed', () => sockets.broadcast('org.read', 'org.changed', {}));
  bus.subscribe('roster.changed', ({ path }) => sockets.broadcast('roster.read', 'roster.changed', {}, { path }));
  bus.subscribe('grant.changed', ({ userId, path }) =>
    sockets.tell((actor) => actor.user.id === userId || can(actor, 'grant.decide', { path }), 'grant.changed', {}),
  );
  bus.subscribe('grant.alert', ({ grant, path }) =>
    sockets.tell(
      (actor) => actor.user.id !== grant.userId && can(actor, 'grant.decide', { path }),
      'grant.alert',
      grant,
    ),
  );
  bus.subscribe('job.changed', ({ userId, job }) =>
    sockets.tell((actor) => actor.user.id === userId, 'job.changed', job),
  );
  bus.subscribe('ptz.holder', ({ holder, path }) => sockets.broadcast('ptz.control', 'ptz.holder', holder, { path }));
  bus.subscribe('meeting.changed', ({ userIds }) => {
    const concerned = new Set(userIds);
    sockets.tell((actor) => concerned.has(actor.user.id), 'meeting.changed', {});
  });
  bus.subscribe('meeting.soon', ({ userIds, meetingId, title, startsAt }) => {
    const concerned = new Set(userIds);
    sockets.tell((actor) => concerned.has(actor.user.id), 'meeting.reminder', { meetingId, title, startsAt });
  });
  bus.subscribe('session.ended', ({ sessionId }) => sockets.endSession(sessionId));
  bus.subscribe('user.changed', ({ userId }) => sockets.endUser(userId));
}
