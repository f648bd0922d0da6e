import type { Row } from './rows.ts';

/** What a key does: goes to a row, or folds or unfolds a unit. */
export interface Step {
  go?: number;
  fold?: { id: string; open: boolean };
}

/** As every tree does: up, down, a page, first, last; right unfolds or goes in, left folds or goes out. Null: not our key. */
export function stepIn(rows: readonly Row[], active: number, key: string, page: number): Step | null {
  const to = (index: number): Step => (rows.length ? { go: Math.max(0, Math.min(index, rows.length - 1)) } : {});
  const row = rows[active];
  switch (key) {
    case 'ArrowDown':
      return to(active + 1);
    case 'ArrowUp':
      return to(active - 1);
    case 'PageDown':
      return to(active + page);
    case 'PageUp':
      return to(active - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row?.kind !== 'unit') return {};
      if (!row.open) return { fold: { id: row.id, open: true } };
      return (rows[active + 1]?.level ?? 0) > row.level ? to(active + 1) : {};
    case 'ArrowLeft': {
      if (!row) return {};
      if (row.kind === 'unit' && row.open) return { fold: { id: row.id, open: false } };
      const parent = rows.slice(0, active).findLastIndex(({ level }) => level < row.level);
      return parent < 0 ? {} : to(parent);
    }
    default:
      return null;
  }
}
