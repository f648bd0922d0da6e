import { useQuery } from '@tanstack/react-query';
import type { BaseMap } from '../../server/contract/base-map.ts';
import { call } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';

/** What is drawn under the cameras: it changes only when the hub is started anew. */
export function useBaseMap() {
  return useQuery<BaseMap, HubError>({
    queryKey: ['map'],
    queryFn: async ({ signal }) => await call('map.base', { signal }),
    staleTime: Infinity,
  });
}
