import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call, type Reply } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';

const key = ['favourites'];
const none: readonly string[] = [];

/** One's own favourite channels, kept by the hub; a star shows at once, and goes back where the hub refuses. */
export function useFavourites() {
  const queries = useQueryClient();
  const { data, error } = useQuery<Reply<'favourite.read'>, HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => await call('favourite.read', { signal }),
    staleTime: Infinity,
  });
  const { mutate, error: refused } = useMutation<Reply<'favourite.write'>, HubError, string[]>({
    // One after the other: what was starred last is what stands.
    scope: { id: 'favourites' },
    mutationFn: async (channelIds) => await call('favourite.write', { body: { channelIds } }),
    onMutate: (channelIds) => queries.setQueryData(key, { channelIds }),
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const toggle = useCallback(
    (channelId: string) => {
      // What was starred last may not be drawn yet.
      const before = queries.getQueryData<Reply<'favourite.read'>>(key)?.channelIds ?? [];
      mutate(toggled(before, channelId));
    },
    [queries, mutate],
  );
  return { channelIds: data?.channelIds ?? none, error: refused ?? error, toggle };
}

/** Without it, or with it at the end. */
export function toggled(channelIds: readonly string[], channelId: string): string[] {
  const others = channelIds.filter((id) => id !== channelId);
  return others.length < channelIds.length ? others : [...others, channelId];
}
