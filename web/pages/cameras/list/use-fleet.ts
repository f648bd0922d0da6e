import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { idsBelow } from '../../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../../components/use-unit-tree.ts';
import { useCameras } from '../../../hooks/use-cameras.ts';
import { useHealth } from '../../../hooks/use-health.ts';
import { countStates, filterCameras, indexCameras, readFilter, sortCameras, writeFilter } from './fleet-filter.ts';
import type { Filter } from './fleet-filter.ts';
import { tableRows, treeRows } from './fleet-rows.ts';

/** The address follows the filter when it has been left alone for so long, ms: browsers allow only so many changes. */
const SETTLED_MS = 400;
/** Units of the tree that are unfolded to begin with: county and towns. */
const OPEN_LEVELS = 1;

/** The fleet as it is filtered now: rows to draw, and figures. */
export function useFleet() {
  const cameras = useCameras();
  const health = useHealth();
  const tree = useUnitTree();
  const unitName = usePathNames();
  const [filter, change] = useFilter();
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());

  const indexed = useMemo(() => indexCameras(cameras.data ?? [], unitName), [cameras.data, unitName]);
  const carriers = useMemo(
    () => [...new Set(indexed.map(({ camera }) => camera.placement.carrier))].filter(Boolean).sort(),
    [indexed],
  );
  const shown = useMemo(() => {
    const below = filter.unitId === null ? null : idsBelow(tree, filter.unitId);
    return sortCameras(filterCameras(indexed, filter, health.byCamera, below), filter.sort, health.byCamera);
  }, [indexed, filter, health.byCamera, tree]);
  const counts = useMemo(() => countStates(indexed, health.byCamera), [indexed, health.byCamera]);
  const filtered = shown.length < indexed.length;
  const rows = useMemo(() => {
    if (filter.show === 'table') return tableRows(shown);
    // What a search found is unfolded, unless there is too much of it to be looked through.
    const isOpen = (id: string, level: number): boolean => folded.get(id) ?? (level < OPEN_LEVELS || filtered);
    return treeRows(tree, shown, health.byCamera, isOpen);
  }, [filter.show, shown, folded, filtered, tree, health.byCamera]);
  const fold = useCallback(
    (unitId: string, open: boolean) => setFolded((before) => new Map(before).set(unitId, open)),
    [],
  );
  return { cameras, health, filter, change, carriers, shown, counts, all: indexed.length, filtered, rows, fold };
}

/** The filter begins with the address, and is kept in it. */
function useFilter(): [Filter, (part: Partial<Filter>) => void] {
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState(() => readFilter(params));
  useEffect(() => {
    const wanted = writeFilter(filter);
    if (wanted.toString() === writeFilter(readFilter(params)).toString()) return;
    const timer = setTimeout(() => setParams(wanted, { replace: true }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [filter, params, setParams]);
  const change = useCallback((part: Partial<Filter>) => setFilter((before) => ({ ...before, ...part })), []);
  return [filter, change];
}
