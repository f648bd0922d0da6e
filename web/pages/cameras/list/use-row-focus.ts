import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * Rows use the elements of others again: focus that would pass to another camera's row without the user's doing is let go,
 * so that a key never acts on a camera that was not chosen.
 * @returns to be called whenever something in the list gets the focus
 */
export function useRowFocus(box: RefObject<HTMLElement | null>): (event: FocusEvent) => void {
  const held = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || !box.current?.contains(element)) return;
    if (rowOf(element) !== held.current) element.blur();
  });
  return ({ target }) => {
    held.current = rowOf(target);
  };
}

/** Id of the camera or unit of an element's row; null outside of one. */
function rowOf(element: Element): string | null {
  const row = element.closest<HTMLElement>('[role="row"]');
  return row?.dataset['camera'] ?? row?.dataset['unit'] ?? null;
}
