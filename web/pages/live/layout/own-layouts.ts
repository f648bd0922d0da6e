import type { CustomLayout } from '../../../../server/contract/wall.ts';
import { readLayout, writeLayout } from './layout-address.ts';

const STORED = 'hub.layouts';
/** As many as are offered; the oldest goes. */
const MOST = 12;

/** The layouts that were made in this browser, the newest first. */
export function ownLayouts(): CustomLayout[] {
  return words().flatMap((word) => {
    const layout = readLayout(word);
    return layout && typeof layout !== 'string' ? layout : [];
  });
}

/** Keeps one for the next time. */
export function keepLayout(layout: CustomLayout): void {
  const word = writeLayout(layout);
  keep([word, ...words().filter((other) => other !== word)].slice(0, MOST));
}

/** Forgets one. */
export function forgetLayout(layout: CustomLayout): void {
  const word = writeLayout(layout);
  keep(words().filter((other) => other !== word));
}

function keep(list: readonly string[]): void {
  localStorage.setItem(STORED, list.join(' '));
}

function words(): string[] {
  return (localStorage.getItem(STORED) ?? '').split(' ').filter(Boolean);
}
