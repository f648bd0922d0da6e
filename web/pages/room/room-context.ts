import { createContext, use } from 'react';
import type { Participant, RoomState } from '../../../server/contract/meeting-room.ts';
import type { MeetingRoom } from '../../media/meeting/meeting-room.ts';
import type { RoomView } from '../../media/meeting/room-view.ts';

/** Where the room stands: a page of its own, a site's screen that goes on by itself, or a part of another page. */
export type RoomPlace = { leave: () => void } & (
  { kind: 'alone' | 'screen' } | { kind: 'pane'; wide: boolean; setWide: (wide: boolean) => void }
);

/** What every part of the room's page needs. */
export interface RoomUse {
  room: MeetingRoom;
  view: RoomView;
  place: RoomPlace;
  state: RoomState;
  me: Participant;
  /** I lead the meeting. */
  chair: boolean;
  /** Does something, and says why where it was refused. */
  run: (act: Promise<unknown>) => void;
  /** Empty where it is not known, as to guests. */
  unitName: (unitId: string) => string;
}

export const RoomContext = createContext<RoomUse | null>(null);

/** The room that this page is in; only below the stage. */
export function useRoomUse(): RoomUse {
  const used = use(RoomContext);
  if (!used) throw new Error('useRoomUse outside of a room');
  return used;
}
