import type { Arrow } from './layout/geometry.ts';

/** What a key does on the wall. */
export type WallAct =
  | { act: 'move' | 'swap'; arrow: Arrow }
  | { act: 'digit'; digit: string }
  | { act: 'fullwall' | (typeof plain)[keyof typeof plain] };

/**
 * Where the focus is: `text` takes every key, `control` (list, tree) keeps those it needs itself, `button` those that press
 * it; `apart` has keys of its own (the meeting beside the wall).
 */
export type Focus = 'text' | 'control' | 'button' | 'wall' | 'apart';

/** The part of a KeyboardEvent that counts. */
export interface Key {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

const plain = {
  '/': 'search',
  b: 'list',
  c: 'link',
  f: 'fullscreen',
  i: 'stats',
  l: 'layouts',
  m: 'sound',
  n: 'window',
  p: 'ptz',
  s: 'snapshot',
  w: 'walls',
  '?': 'help',
  '？': 'help',
  Delete: 'clear',
  Backspace: 'clear',
  Enter: 'maximise',
  Escape: 'back',
} as const;

const arrows: ReadonlyMap<string, Arrow> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
]);

/** What is to be done for a key; null for one that is not ours, or that belongs to what has the focus. */
export function wallAct({ key, ctrlKey, altKey, metaKey, shiftKey }: Key, focus: Focus): WallAct | null {
  if (ctrlKey || altKey || metaKey) return null;
  // From everywhere back to the wall.
  if (key === 'Escape') return { act: 'back' };
  if (focus === 'text' || focus === 'apart') return null;
  const arrow = arrows.get(key);
  // Arrows walk through a list; Delete in it must not empty a tile that the user does not look at.
  if (focus === 'control' && (arrow || key === 'Delete' || key === 'Backspace' || key === 'Enter')) return null;
  if (focus === 'button' && key === 'Enter') return null;
  if (arrow) return { act: shiftKey ? 'swap' : 'move', arrow };
  if (/^\d$/.test(key)) return { act: 'digit', digit: key };
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (name === 'f' && shiftKey) return { act: 'fullwall' };
  return isPlain(name) ? { act: plain[name] } : null;
}

function isPlain(key: string): key is keyof typeof plain {
  return Object.hasOwn(plain, key);
}

/** Sorts the element that has the focus. */
export function focusOf(element: Element | null): Focus {
  if (!element) return 'wall';
  if (element.closest('[data-own-keys]')) return 'apart';
  if (element.closest('input, textarea, select, [contenteditable="true"]')) return 'text';
  if (element.closest('[role="listbox"], [role="tree"], [role="dialog"], [role="menu"]')) return 'control';
  return element.closest('button, a, [role="button"]') ? 'button' : 'wall';
}
