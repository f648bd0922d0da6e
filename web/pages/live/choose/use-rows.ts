import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stateOf } from '../../../components/health-order.ts';
import { usePathNames, useUnitTree } from '../../../components/use-unit-tree.ts';
import { useHealth } from '../../../hooks/use-health.ts';
import { formatDistance } from '../../../i18n/distance.ts';
import type { Entry } from './entries.ts';
import { nearest } from './nearest.ts';
import { channelsBelow, countOnline, flatRows, isOnline, treeRows, type Row } from './rows.ts';
import { indexEntries, searchEntries, searchUnits, wordsOf, type Indexed } from './search.ts';
import type { View } from './views.ts';

/** Units that are unfolded to begin with: the county, so that its towns are seen. */
const OPEN_LEVELS = 1;
/** So many units are shown above the cameras that a search finds. */
const MOST_UNITS = 5;
/** So many of the nearest are shown. */
const MOST_NEAR = 60;

interface What {
  entries: readonly Entry[];
  view: View;
  words: string;
  favourites: readonly string[];
  recent: readonly string[];
  /** Channel that `nearest` goes out from. */
  from: string | null;
}

/** The lines of the chooser, and what belongs to them. */
export function useRows({ entries, view, words, favourites, recent, from }: What) {
  const { t } = useTranslation();
  const tree = useUnitTree();
  const unitName = usePathNames();
  const { byCamera: health } = useHealth();
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const fold = useCallback((id: string, open: boolean) => setFolded((before) => new Map(before).set(id, open)), []);

  const indexed = useMemo(() => indexEntries(entries, unitName), [entries, unitName]);
  const byChannel = useMemo(() => new Map(indexed.map((one) => [one.entry.channelId, one])), [indexed]);
  const counts = useMemo(() => countOnline(tree, entries, health), [tree, entries, health]);
  const online = useMemo(() => entries.filter(({ cameraId }) => isOnline(cameraId, health)).length, [entries, health]);
  const unknown = useMemo(
    () => entries.filter(({ cameraId }) => stateOf(cameraId, health) === 'unknown').length,
    [entries, health],
  );
  const searched = wordsOf(words).length > 0;
  const origin = from === null ? undefined : byChannel.get(from)?.entry;

  const rows = useMemo((): Row[] => {
    const known = (ids: readonly string[]) => ids.flatMap((id) => byChannel.get(id) ?? []).map(described);
    if (searched) {
      const units = searchUnits(tree.byId.values(), words, MOST_UNITS).filter(({ id }) => counts.has(id));
      return flatRows(units, counts, searchEntries(indexed, words).map(described));
    }
    switch (view) {
      case 'tree':
        return treeRows(tree, entries, counts, (id, level) => folded.get(id) ?? level <= OPEN_LEVELS);
      case 'favourites':
        return flatRows([], counts, known(favourites));
      case 'recent':
        return flatRows([], counts, known(recent));
      case 'nearest': {
        if (!origin?.at) return [];
        const others = entries.filter(({ cameraId }) => cameraId !== origin.cameraId);
        const near = nearest(others, origin.at, MOST_NEAR);
        return flatRows(
          [],
          counts,
          near.map(({ thing, metres }) => ({ entry: thing, detail: formatDistance(metres, t) })),
        );
      }
    }
  }, [searched, words, view, tree, entries, indexed, byChannel, counts, folded, favourites, recent, origin, t]);

  const below = useCallback((unitId: string) => channelsBelow(tree, entries, health, unitId), [tree, entries, health]);
  return { rows, searched, origin, health, online, unknown, fold, below };
}

function described({ entry, where }: Indexed): { entry: Entry; detail: string } {
  return { entry, detail: [where, entry.place].filter(Boolean).join(' · ') };
}
