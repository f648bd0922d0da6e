import { readFilter, writeFilter, type Filter } from './fleet-filter.ts';

/** A filter under a name. */
export interface SavedView {
  name: string;
  filter: Filter;
}

const STORED = 'hub.camera-views';
/** More than anybody finds again. */
const MOST = 20;

/** Those kept in this browser; what cannot be read is as if it were absent. */
export function readViews(text: string | null): SavedView[] {
  const views: SavedView[] = [];
  for (const [name, search] of Object.entries(parse(text))) {
    if (typeof search === 'string') views.push({ name, filter: readFilter(new URLSearchParams(search)) });
  }
  return views.slice(0, MOST);
}

/** As {@link readViews} reads it. */
export function writeViews(views: readonly SavedView[]): string {
  return JSON.stringify(Object.fromEntries(views.map(({ name, filter }) => [name, writeFilter(filter).toString()])));
}

/** With one more, or that one changed. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-MOST);
}

export function loadViews(): SavedView[] {
  return readViews(localStorage.getItem(STORED));
}

export function storeViews(views: readonly SavedView[]): void {
  localStorage.setItem(STORED, writeViews(views));
}

/** Whether two filters show the same. */
export function sameFilter(a: Filter, b: Filter): boolean {
  return writeFilter(a).toString() === writeFilter(b).toString();
}

function parse(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // Written by nobody of ours.
  }
}
