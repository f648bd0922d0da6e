import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Grant, GrantQuery } from '../../server/contract/grant.ts';
import { call, type Reply } from '../api/client.ts';
import { toHubTime } from '../api/hub-clock.ts';
import type { HubError } from '../api/hub-error.ts';
import { nextChange } from '../rights/covering.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['grants', 'own'];
/** The hub's clock is known to about so much: it is asked only when it has changed its mind for sure. */
const SURE_MS = 2_000;
/** A browser's longest timer is 24 days; a clock that was set is noticed within the hour. */
const LONGEST_WAIT_MS = 3_600_000;

/** My grants that hold, begin later or wait, or were refused of late; read again when one changes, begins or ends, and after each reconnection. */
export function useOwnGrants() {
  const hub = useHub();
  const readAgain = useReadGrantsAgain();
  useNotification(hub, 'grant.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
  return useQuery<Grant[], HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => (await call('grant.own', { signal })).grants,
    staleTime: Infinity,
    refetchInterval: ({ state }) => {
      const now = toHubTime(Date.now());
      const next = nextChange(state.data ?? [], now);
      return next === null ? false : Math.min(LONGEST_WAIT_MS, next - now + SURE_MS);
    },
  });
}

/** Those of areas that the user answers for; read again when one changes, and when somebody breaks the glass. */
export function useGrantList(query: GrantQuery, enabled: boolean) {
  const hub = useHub();
  const readAgain = useReadGrantsAgain();
  useNotification(hub, 'grant.changed', readAgain);
  useNotification(hub, 'grant.alert', readAgain);
  useNotification(hub, 'hello', readAgain);
  return useQuery<Reply<'grant.list'>, HubError>({
    queryKey: ['grants', 'list', query],
    queryFn: async ({ signal }) => await call('grant.list', { query, signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** For the page that asked for a grant itself and does not want to wait for the hub's word. */
export function useReadGrantsAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: ['grants'] }), [queries]);
}
