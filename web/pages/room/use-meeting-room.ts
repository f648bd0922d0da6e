import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useHub } from '../../hooks/use-hub.ts';
import { MeetingRoom } from '../../media/meeting/meeting-room.ts';
import type { RoomView } from '../../media/meeting/room-view.ts';

/** What is to be on from the beginning, as the device check before has found it. */
export interface Begin {
  camera: boolean;
  microphone: boolean;
  /** Typed before; the room asks for it where it is missing or wrong. */
  passcode?: string | undefined;
}

/**
 * Is in a meeting as long as the component is there. One meeting per mounting: use a key.
 * @param say is told what of one's own does not work
 */
export function useMeetingRoom(
  meetingId: string,
  { camera, microphone, passcode }: Begin,
  say: (thrown: unknown) => void,
): { room: MeetingRoom; view: RoomView } {
  const { socket, handover } = useHub();
  const [{ room, moved }] = useState(() => {
    const known = handover.find(meetingId);
    return { room: known ?? new MeetingRoom({ socket, meetingId, passcode }), moved: known !== null };
  });
  useEffect(() => {
    const off = room.on('problem', say);
    handover.take(room);
    room.open();
    // Before the hub has answered: the device is ready when the seat is. Of a room that has moved, what is on is on.
    if (microphone && !moved) room.own.turnOn('microphone').catch(say);
    if (camera && !moved) room.own.turnOn('camera').catch(say);
    return () => {
      off();
      handover.letGo(room);
    };
  }, [room, moved, handover, camera, microphone, say]);
  const subscribe = useCallback((changed: () => void) => room.on('change', changed), [room]);
  return { room, view: useSyncExternalStore(subscribe, () => room.view) };
}

/** Whether a source of mine is on; null: it is mine to show, and off. */
export function useOwnTrack(room: MeetingRoom, source: 'camera' | 'screen'): MediaStreamTrack | null {
  const subscribe = useCallback((changed: () => void) => room.on('change', changed), [room]);
  return useSyncExternalStore(subscribe, () => room.own.track(source));
}
