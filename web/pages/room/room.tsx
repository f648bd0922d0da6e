import { useNavigate, useParams, useSearchParams } from 'react-router';
import { OneRoom } from './one-room.tsx';

export interface RoomProps {
  /** Of a page that goes on by itself: one is out, or could not come in. Without it, words say so. */
  over?: () => void;
}

/** The room of a meeting. `?camera=1&microphone=1`: they are on from the beginning. */
export default function Room({ over }: RoomProps) {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const begin = { camera: search.get('camera') === '1', microphone: search.get('microphone') === '1' };
  const leave = over ?? ((): void => void navigate('/meetings'));
  const place = { kind: over ? 'screen' : 'alone', leave } as const;
  return <OneRoom key={id} meetingId={id} begin={begin} over={over} place={place} />;
}
