import type { Called } from '../../../server/contract/meeting.ts';
import type { Participant, RoomEnd, RoomState } from '../../../server/contract/meeting-room.ts';
import type { NotificationData, NotificationName } from '../../../server/contract/ws.ts';
import type { HubError } from '../../api/hub-error.ts';

/**
 * `passcode`: the hub wants one; `waiting`: in the lobby; `lost`: was in, and is coming back; `refused`: could not come in;
 * `ended`: was in, and is out for good.
 */
export type Phase = 'joining' | 'passcode' | 'waiting' | 'in' | 'lost' | 'refused' | 'ended';

/** All that a page needs to draw the room. Replaced as a whole, never changed. */
export interface RoomView {
  phase: Phase;
  /** Why it is `refused`, or asks for a passcode again. */
  error: HubError | null;
  /** Why it is `ended`. */
  end: RoomEnd | null;
  /** The participant that this page is; null: not in yet. */
  me: string | null;
  /** As the hub told last; null: not in yet. */
  room: RoomState | null;
  /** Who is shown as the speaker, without flicker; not me. */
  speaker: string | null;
  /** Whom the call rings; empty where nobody is called. */
  called: Called['called'];
  /** Voices alone: no picture is fetched. */
  audioOnly: boolean;
  /** The browser plays no sound until the user has pressed something. */
  soundBlocked: boolean;
}

export const newView: RoomView = {
  phase: 'joining',
  error: null,
  end: null,
  me: null,
  room: null,
  speaker: null,
  called: [],
  audioOnly: false,
  soundBlocked: false,
};

/** The notifications that change a room's data, each by what it brings. */
type Change = { [N in NotificationName]: { name: N; data: NotificationData<N> } }[
  'room.settings' | 'room.participants' | 'room.cameras' | 'room.speakers' | 'room.waiting' | 'room.rollCall'];

/** The room after a notification. */
export function changeRoom(room: RoomState, change: Change): RoomState {
  switch (change.name) {
    case 'room.settings':
      return { ...room, settings: change.data };
    case 'room.participants':
      return { ...room, participants: mergeParticipants(room.participants, change.data) };
    default:
      return { ...room, ...change.data };
  }
}

/** Each stays where it is in the list; who is new comes last. */
export function mergeParticipants(
  before: readonly Participant[],
  { changed, left }: NotificationData<'room.participants'>,
): Participant[] {
  const merged = new Map(before.map((one) => [one.id, one]));
  for (const id of left) merged.delete(id);
  for (const one of changed) merged.set(one.id, one);
  return [...merged.values()];
}

/** Whether somebody leads the meeting. */
export function isChair(participant: Pick<Participant, 'standing'> | undefined): boolean {
  return participant?.standing === 'chair' || participant?.standing === 'co-chair';
}
