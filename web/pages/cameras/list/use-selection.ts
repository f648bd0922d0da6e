import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Camera } from '../../../../server/contract/camera.ts';
import type { Indexed } from './fleet-filter.ts';

export interface Selection {
  ids: ReadonlySet<string>;
  select: (camera: Camera, selected: boolean, range: boolean) => void;
  selectAll: (selected: boolean) => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Cameras that are ticked. One that a filter hides is none: nothing is done to what is not seen. */
export function useSelection(shown: readonly Indexed[]): Selection {
  const [ticked, setTicked] = useState(none);
  const last = useRef<string | null>(null);
  const list = useRef(shown);
  useEffect(() => {
    list.current = shown;
  }, [shown]);
  const select = useCallback((camera: Camera, selected: boolean, range: boolean) => {
    const ids = range ? between(list.current, last.current, camera.id) : [camera.id];
    last.current = camera.id;
    setTicked((before) => {
      const after = new Set(before);
      for (const id of ids) after[selected ? 'add' : 'delete'](id);
      return after;
    });
  }, []);
  const selectAll = useCallback((selected: boolean) => {
    setTicked(selected ? new Set(list.current.map(({ camera }) => camera.id)) : none);
  }, []);
  const clear = useCallback(() => setTicked(none), []);
  const ids = useMemo(() => {
    if (!ticked.size) return none;
    return new Set(shown.filter(({ camera }) => ticked.has(camera.id)).map(({ camera }) => camera.id));
  }, [ticked, shown]);
  return { ids, select, selectAll, clear };
}

/** From the one to the other, in the order shown; only the second where the first is not there. */
export function between(shown: readonly Indexed[], from: string | null, to: string): string[] {
  const a = shown.findIndex(({ camera }) => camera.id === from);
  const b = shown.findIndex(({ camera }) => camera.id === to);
  if (a < 0 || b < 0) return [to];
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ camera }) => camera.id);
}
