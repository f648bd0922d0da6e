import { useEffect, useLayoutEffect, useRef } from 'react';
import type { MeetingRoom } from '../../media/meeting/meeting-room.ts';
import { RoomPicture } from '../../media/meeting/room-picture.ts';
import { useOwnTrack } from './use-meeting-room.ts';

export interface RoomVideoProps {
  room: MeetingRoom;
  id: string;
  source: 'camera' | 'screen';
  /** Whether there is a frame. */
  shown: (shown: boolean) => void;
}

/** The picture of another, or of a camera of the county. */
export function RoomVideo({ room, id, source, shown }: RoomVideoProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!host.current) return;
    const picture = new RoomPicture({ room, id, source, host: host.current, shown: () => shown(true) });
    return () => {
      picture.close();
      shown(false);
    };
  }, [room, id, source, shown]);
  return <div className="room-video" data-source={source} ref={host} />;
}

/** My own: the camera as in a mirror. */
export function OwnPicture({ room, source }: Pick<RoomVideoProps, 'room' | 'source'>) {
  const video = useRef<HTMLVideoElement>(null);
  const track = useOwnTrack(room, source);
  useEffect(() => {
    if (video.current) video.current.srcObject = track && new MediaStream([track]);
  }, [track]);
  return (
    <div className="room-video" data-source={source} data-own>
      <video ref={video} muted autoPlay playsInline onPause={({ currentTarget }) => void play(currentTarget)} />
    </div>
  );
}

/** A browser pauses what is moved in the document; what has no picture (any more) does not play. */
async function play(video: HTMLVideoElement): Promise<void> {
  if (video.srcObject) await video.play().catch(() => undefined);
}
