import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Screen, Wall } from '../../../server/contract/wall.ts';
import { rememberWall, type RoomBegin } from '../../components/room-address.ts';
import { readWall, sameScreen, saysScreen, writeWall, type WallState } from './wall.ts';

export interface UsedWall {
  wall: WallState;
  /** The saved wall that the address names, as far as it is known and permitted. */
  saved: Wall | null;
  /** The saved wall is not known yet, and nothing else says what to show. */
  waiting: boolean;
  /** What is shown is no more what was saved. */
  changed: boolean;
  /** A change replaces the entry in the history. While waiting there is nothing to change. */
  change: (how: (wall: WallState) => WallState) => void;
  /** Puts a meeting beside it, camera and microphone on. */
  meet: (meetingId: string) => void;
  /** Another saved wall, a tour, or nothing but a layout: a query without what stays, the meeting beside it. */
  open: (query: string) => void;
  /** The wall as the address has it at this moment: the one last drawn may be older. */
  current: () => WallState;
}

/**
 * The wall in the address, and the way to change it.
 * @param walls undefined: not known yet
 */
export function useWall(walls: readonly Wall[] | undefined): UsedWall {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  // How one came into the meeting beside the wall is the page's history: it outlives what changes on the wall.
  const state: unknown = useLocation().state;
  const saved = savedOf(params, walls);
  const screen = screenOf(params, saved);
  const wall = useMemo(() => readWall(params, screen), [params, screen]);
  const waiting = isWaiting(params, walls);
  const current = useCallback((): WallState => {
    const now = new URLSearchParams(location.search);
    return readWall(now, screenOf(now, savedOf(now, walls)));
  }, [walls]);
  const { window: number } = wall;
  const query = writeWall(wall, screen);
  useEffect(() => {
    if (number === 0 && !waiting) rememberWall(query);
  }, [number, waiting, query]);
  const change = useCallback(
    (how: (wall: WallState) => WallState) => {
      // Read from the address itself: two changes in one tick must not undo each other.
      const now = new URLSearchParams(location.search);
      if (isWaiting(now, walls)) return;
      const screen = screenOf(now, savedOf(now, walls));
      const before = readWall(now, screen);
      const after = writeWall(how(before), screen);
      // Not by setSearchParams(): it would escape the commas.
      if (after !== writeWall(before, screen)) void navigate({ search: after }, { replace: true, state });
    },
    [navigate, walls, state],
  );
  const open = (query: string): void => {
    const { meetingId } = current();
    void navigate({ search: meetingId === null ? query : `${query}&meeting=${meetingId}` }, { state });
  };
  const meet = (meetingId: string): void => {
    const begin: RoomBegin = { camera: true, microphone: true };
    const now = new URLSearchParams(location.search);
    const search = writeWall({ ...current(), meetingId }, screenOf(now, savedOf(now, walls)));
    void navigate({ search }, { replace: true, state: begin });
  };
  return {
    wall,
    saved,
    waiting,
    changed: screen !== undefined && !sameScreen(wall.screen, screen),
    change,
    open,
    meet,
    current,
  };
}

function savedOf(params: URLSearchParams, walls: readonly Wall[] | undefined): Wall | null {
  return walls?.find(({ id }) => id === params.get('wall')) ?? null;
}

function screenOf(params: URLSearchParams, saved: Wall | null): Screen | undefined {
  return saved?.screens[readWall(params).window];
}

function isWaiting(params: URLSearchParams, walls: readonly Wall[] | undefined): boolean {
  return params.has('wall') && !saysScreen(params) && !walls;
}
