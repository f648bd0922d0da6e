import { useState } from 'react';
import type { FleetRow } from './fleet-rows.ts';

/** A row in its place; `hidden`: it is not among those found, and kept only because it may be again at the next key. */
export interface DrawnRow {
  row: FleetRow;
  index: number;
  hidden: boolean;
}

/**
 * Rows to draw for a part of the list. Where fewer are left than were drawn, the others stay, out of sight: making thirty
 * rows anew takes longer than a key may take to be seen.
 * @param slots how many there are at most
 */
export function useDrawnRows(rows: readonly FleetRow[], first: number, end: number, slots: number): DrawnRow[] {
  const [full, setFull] = useState(rows);
  if (rows !== full && rows.length >= slots) setFull(rows);
  const found = rows.slice(first, end).map((row, offset) => ({ row, index: first + offset, hidden: false }));
  const next = first + found.length;
  const spare = end < rows.length ? [] : full.slice(next, first + slots);
  return [...found, ...spare.map((row, offset) => ({ row, index: next + offset, hidden: true }))];
}
