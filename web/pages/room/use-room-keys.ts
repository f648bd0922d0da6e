import { useEffect, useRef } from 'react';
import { roomKey, type RoomKey } from './room-keys.ts';

/**
 * Calls back for every key of the room, wherever the focus is but in a field or a dialogue.
 * @param within only where the focus is in the part of the page that the room has: the other keys are not its own
 */
export function useRoomKeys(within: boolean, act: (key: RoomKey) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const focus = document.activeElement;
      if (within && !focus?.closest('[data-own-keys]')) return;
      const typing = focus?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]');
      const key = roomKey(event, !!typing);
      if (!key) return;
      event.preventDefault();
      latest.current(key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [within]);
}
