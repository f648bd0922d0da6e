import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { readWall, writeWall, type WallState } from './wall.ts';

/** The wall as the address has it at this moment: the one last drawn may be older. */
export function currentWall(): WallState {
  return readWall(new URLSearchParams(location.search));
}

/** The wall in the address, and the way to change it: a change replaces the entry in the history. */
export function useWall(): [WallState, (change: (wall: WallState) => WallState) => void] {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const wall = useMemo(() => readWall(params), [params]);
  const change = useCallback(
    (how: (wall: WallState) => WallState) => {
      // Read from the address itself: two changes in one tick must not undo each other.
      const before = currentWall();
      const after = writeWall(how(before));
      // Not by setSearchParams(): it would escape the commas.
      if (after !== writeWall(before)) void navigate({ search: after }, { replace: true });
    },
    [navigate],
  );
  return [wall, change];
}
