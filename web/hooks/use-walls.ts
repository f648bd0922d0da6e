import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call, type Reply } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';
import { useMay } from './use-rights.ts';

const key = ['walls'];

/** Saved walls, tours and what sites show. */
export type WallList = Reply<'wall.list'>;

/**
 * Walls and tours, one's own and those that are shared; read again when the hub says that they changed, and after each
 * reconnection. Not asked for where the user may have none.
 */
export function useWalls() {
  const hub = useHub();
  const enabled = useMay()('wall.use');
  const readAgain = useReadWallsAgain();
  useNotification(hub, 'wall.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
  return useQuery<WallList, HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => await call('wall.list', { signal }),
    staleTime: Infinity,
    enabled,
  });
}

/** For the page that changed a wall itself and does not want to wait for the hub's word. */
export function useReadWallsAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}
