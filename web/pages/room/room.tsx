import { useEffect } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { isChair } from '../../media/meeting/room-view.ts';
import { RoomContext } from './room-context.ts';
import { RoomStage } from './room-stage.tsx';
import { RoomWords } from './room-words.tsx';
import { useMeetingRoom } from './use-meeting-room.ts';
import { useSay } from './use-say.ts';
import './room.css';

/** Why one could not come in is shown so long where nobody is there to press anything, ms. */
const REFUSED_MS = 10_000;

export interface RoomProps {
  /** Of a page that goes on by itself: one is out, or could not come in. Without it, words say so. */
  over?: () => void;
}

/** The room of a meeting. `?camera=1&microphone=1`: they are on from the beginning. */
export default function Room({ over }: RoomProps) {
  const { id = '' } = useParams();
  return <OneRoom key={id} meetingId={id} over={over} />;
}

function OneRoom({ meetingId, over }: { meetingId: string; over: RoomProps['over'] }) {
  const [search] = useSearchParams();
  const passcode = typedBefore(useLocation().state);
  const begin = { camera: search.get('camera') === '1', microphone: search.get('microphone') === '1', passcode };
  const [said, say] = useSay();
  const { room, view } = useMeetingRoom(meetingId, begin, say);
  const { phase } = view;
  useEffect(() => {
    if (!over || (phase !== 'ended' && phase !== 'refused')) return;
    const timer = setTimeout(over, phase === 'ended' ? 0 : REFUSED_MS);
    return () => clearTimeout(timer);
  }, [over, phase]);
  const tree = useUnitTree();
  const me = view.room?.participants.find(({ id }) => id === view.me);
  if (!view.room || !me) return <RoomWords room={room} view={view} />;
  const used = {
    room,
    view,
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
