import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Camera } from '../../server/contract/camera.ts';
import { call } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['cameras'];

/** All registered cameras, by name; read again when the hub says that they changed, and after each reconnection. */
export function useCameras() {
  const hub = useHub();
  const readAgain = useReadCamerasAgain();
  useNotification(hub, 'camera.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
  return useQuery<Camera[], HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => (await call('camera.list', { signal })).cameras.sort(byName),
    staleTime: Infinity,
  });
}

/** For the page that changed a camera itself and does not want to wait for the hub's word. */
export function useReadCamerasAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

function byName(a: Camera, b: Camera): number {
  return collator.compare(a.name, b.name);
}
