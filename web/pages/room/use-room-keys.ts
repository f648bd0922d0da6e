import { useEffect, useRef } from 'react';
import { roomKey, type RoomKey } from './room-keys.ts';

/** Calls back for every key of the room, wherever the focus is but in a field or a dialogue. */
export function useRoomKeys(act: (key: RoomKey) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const focus = document.activeElement;
      const typing = focus?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]');
      const key = roomKey(event, !!typing);
      if (!key) return;
      event.preventDefault();
      latest.current(key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
