import { useLocation } from 'react-router';
import type { RoomBegin } from '../../components/room-address.ts';
import { OneRoom } from './one-room.tsx';

export interface RoomPaneProps {
  meetingId: string;
  wide: boolean;
  setWide: (wide: boolean) => void;
  /** One leaves; what stands beside it stays. */
  close: () => void;
}

/** The room in a part of another page, with all that it has. What is on from the beginning is in the page's history. */
export default function RoomPane({ meetingId, wide, setWide, close }: RoomPaneProps) {
  const begin = beginOf(useLocation().state);
  const place = { kind: 'pane', wide, setWide, leave: close } as const;
  return <OneRoom key={meetingId} meetingId={meetingId} begin={begin} place={place} />;
}

function beginOf(state: unknown): RoomBegin {
  const said = typeof state === 'object' && state !== null ? state : {};
  const isOn = (source: keyof RoomBegin): boolean =>
    Object.entries(said).some(([key, on]) => key === source && on === true);
  return { camera: isOn('camera'), microphone: isOn('microphone') };
}
