import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { RosterQuery, Shift } from '../../server/contract/roster.ts';
import { call } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['roster'];
/** Shifts begin and end by themselves. */
const NOW_EVERY_MS = 60_000;

/** Shifts of a span; read again when the roster changes. */
export function useShifts(query: RosterQuery) {
  useRosterNews();
  return useQuery<Shift[], HubError>({
    queryKey: [...key, query],
    queryFn: async ({ signal }) => (await call('roster.list', { query, signal })).shifts,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

/** Who is on duty at this moment. */
export function useOnDuty() {
  useRosterNews();
  return useQuery<Shift[], HubError>({
    queryKey: [...key, 'now'],
    queryFn: async ({ signal }) => (await call('roster.now', { signal })).shifts,
    refetchInterval: NOW_EVERY_MS,
  });
}

/** For the page that changed the roster itself and does not want to wait for the hub's word. */
export function useReadRosterAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}

function useRosterNews(): void {
  const hub = useHub();
  const readAgain = useReadRosterAgain();
  useNotification(hub, 'roster.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
}
