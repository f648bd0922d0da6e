import { useEffect, useEffectEvent } from 'react';
import { focusOf, wallAct, type WallAct } from './keys.ts';

/** Keys of the wall, wherever the focus is, as long as nothing (a dialog) lies above it. */
export function useWallKeys(act: (act: WallAct) => void, enabled: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const found = wallAct(event, focusOf(document.activeElement));
    if (!found) return;
    // Escape also empties a search, and ends full screen.
    if (found.act !== 'back') event.preventDefault();
    act(found);
  });
  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, [enabled]);
}
