import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { RoomBegin } from '../../components/room-address.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { isChair } from '../../media/meeting/room-view.ts';
import { RoomContext, type RoomPlace } from './room-context.ts';
import { RoomStage } from './room-stage.tsx';
import { RoomWords } from './room-words.tsx';
import { useMeetingRoom } from './use-meeting-room.ts';
import { useSay } from './use-say.ts';
import './room.css';

/** Why one could not come in is shown so long where nobody is there to press anything, ms. */
const REFUSED_MS = 10_000;

export interface OneRoomProps {
  meetingId: string;
  begin: RoomBegin;
  place: RoomPlace;
  /** As of the page. */
  over?: (() => void) | undefined;
}

/** The room of one meeting, wherever it stands. One meeting per mounting: use a key. */
export function OneRoom({ meetingId, begin, place, over }: OneRoomProps) {
  const passcode = typedBefore(useLocation().state);
  // What one has begun with does not change while one is in.
  const [first] = useState({ ...begin, passcode });
  const [said, say] = useSay();
  const { room, view } = useMeetingRoom(meetingId, first, say);
  const { phase } = view;
  useEffect(() => {
    if (!over || (phase !== 'ended' && phase !== 'refused')) return;
    const timer = setTimeout(over, phase === 'ended' ? 0 : REFUSED_MS);
    return () => clearTimeout(timer);
  }, [over, phase]);
  const tree = useUnitTree();
  const me = view.room?.participants.find(({ id }) => id === view.me);
  if (!view.room || !me) return <RoomWords room={room} view={view} place={place} />;
  const used = {
    room,
    view,
    place,
    state: view.room,
    me,
    chair: isChair(me),
    run: (act: Promise<unknown>): void => void act.catch(say),
    unitName: (unitId: string): string => tree.byId.get(unitId)?.name ?? '',
  };
  return (
    <RoomContext value={used}>
      <RoomStage said={said} />
    </RoomContext>
  );
}

/** The passcode that `/meetings/:id` hands over in the page's own history. */
function typedBefore(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('passcode' in state)) return undefined;
  return typeof state.passcode === 'string' ? state.passcode : undefined;
}
