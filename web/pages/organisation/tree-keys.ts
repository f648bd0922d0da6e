import type { UnitRow } from '../../components/unit-tree.ts';

/** What a key does in the tree. */
export interface TreeStep {
  go?: UnitRow;
  fold?: { id: string; open: boolean };
}

/** As every tree does: up, down, first, last; right unfolds or goes in, left folds or goes out. Null: not our key. */
export function stepInTree(rows: readonly UnitRow[], active: number, key: string): TreeStep | null {
  const row = rows[active];
  const to = (index: number): TreeStep => {
    const found = rows[Math.max(0, Math.min(index, rows.length - 1))];
    return found ? { go: found } : {};
  };
  switch (key) {
    case 'ArrowDown':
      return to(active + 1);
    case 'ArrowUp':
      return to(active < 0 ? 0 : active - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (!row || row.open === null) return {};
      return row.open ? to(active + 1) : { fold: { id: row.unit.id, open: true } };
    case 'ArrowLeft': {
      if (!row) return {};
      if (row.open) return { fold: { id: row.unit.id, open: false } };
      const parent = rows.find(({ unit }) => unit.id === row.unit.parentId);
      return parent ? { go: parent } : {};
    }
    default:
      return null;
  }
}
