import type { Bus } from '../../cluster/ports.ts';
import type { NotificationData, NotificationName } from '../../contract/ws.ts';
import type { Invitations } from '../../invitations.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Store } from '../../store/store.ts';
import type { Sockets } from '../../ws/sockets.ts';

/** What is asked of the live rooms. */
export interface Rooms {
  participantOf(meetingId: string, userId: string): object | null;
  presentIn(meetingId: string): number;
  /** To all pages in the room. */
  tell<N extends NotificationName>(meetingId: string, notification: N, data: NotificationData<N>): void;
}

export interface CallParts {
  store: Store;
  bus: Bus;
  invitations: Pick<Invitations, 'standing' | 'userIds'>;
  rooms: Rooms;
  /** All open pages. */
  pages: Pick<Sockets, 'tell'>;
  onError: (error: unknown) => void;
}

/** What of a page is needed to tell it something. */
export interface OpenPage {
  actor: SignedIn;
  notify<N extends NotificationName>(notification: N, data: NotificationData<N>): void;
}

/** Tells all open pages of a user. @returns whether there are any */
export function tellUser<N extends NotificationName>(
  { pages }: Pick<CallParts, 'pages'>,
  userId: string,
  notification: N,
  data: NotificationData<N>,
): boolean {
  let isThere = false;
  pages.tell(
    ({ user }) => {
      isThere ||= user.id === userId;
      return user.id === userId;
    },
    notification,
    data,
  );
  return isThere;
}

/** Whether a user has a page open. */
export function hasPage({ pages }: Pick<CallParts, 'pages'>, userId: string): boolean {
  let isThere = false;
  pages.tell(
    ({ user }) => {
      isThere ||= user.id === userId;
      return false;
    },
    'meeting.changed',
    {},
  );
  return isThere;
}
