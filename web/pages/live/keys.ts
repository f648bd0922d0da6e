/** What a key does on the wall. */
export type WallAct =
  | { act: 'move'; arrow: 'left' | 'right' | 'up' | 'down' }
  | { act: 'layout'; layout: '1' | '4' }
  | { act: 'search' | 'clear' | 'fullscreen' | 'sound' | 'stats' | 'ptz' | 'help' };

/** Where the focus is: `text` takes every key, `control` (list, button) keeps those it needs itself. */
export type Focus = 'text' | 'control' | 'wall';

/** The part of a KeyboardEvent that counts. */
export interface Key {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

const acts: Record<string, WallAct> = {
  '1': { act: 'layout', layout: '1' },
  '4': { act: 'layout', layout: '4' },
  '/': { act: 'search' },
  f: { act: 'fullscreen' },
  m: { act: 'sound' },
  i: { act: 'stats' },
  p: { act: 'ptz' },
  '?': { act: 'help' },
  '？': { act: 'help' },
  Delete: { act: 'clear' },
  Backspace: { act: 'clear' },
  ArrowLeft: { act: 'move', arrow: 'left' },
  ArrowRight: { act: 'move', arrow: 'right' },
  ArrowUp: { act: 'move', arrow: 'up' },
  ArrowDown: { act: 'move', arrow: 'down' },
};

/** What is to be done for a key; null for one that is not ours, or that belongs to what has the focus. */
export function wallAct({ key, ctrlKey, altKey, metaKey }: Key, focus: Focus): WallAct | null {
  if (focus === 'text' || ctrlKey || altKey || metaKey) return null;
  const act = acts[key.length === 1 ? key.toLowerCase() : key];
  if (!act) return null;
  // Arrows walk through a list; Delete in it must not empty a tile that the user does not look at.
  if (focus === 'control' && (act.act === 'move' || act.act === 'clear')) return null;
  return act;
}

/** Sorts the element that has the focus. */
export function focusOf(element: Element | null): Focus {
  if (!element) return 'wall';
  if (element.closest('input, textarea, select, [contenteditable="true"]')) return 'text';
  if (element.closest('[role="listbox"], [role="dialog"]')) return 'control';
  return 'wall';
}
