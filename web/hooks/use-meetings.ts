import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Meeting } from '../../server/contract/meeting.ts';
import { call } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['meetings'];
/** Who is present is not told of each time somebody comes. */
const PRESENT_EVERY_MS = 15_000;

/** Meetings that touch a span of time, ms since 1970; read again when the hub says that they changed. */
export function useMeetings(from: number, until: number) {
  useMeetingNews();
  return useQuery<Meeting[], HubError>({
    queryKey: [...key, 'list', from, until],
    queryFn: async ({ signal }) => {
      const query = { from: String(from), until: String(until) };
      return (await call('meeting.list', { query, signal })).meetings;
    },
    placeholderData: keepPreviousData,
    refetchInterval: PRESENT_EVERY_MS,
  });
}

/** One of them, also where it is not in any list. */
export function useMeeting(id: string) {
  useMeetingNews();
  return useQuery<Meeting, HubError>({
    queryKey: [...key, 'one', id],
    queryFn: async ({ signal }) => await call('meeting.read', { params: { id }, signal }),
    refetchInterval: PRESENT_EVERY_MS,
    retry: false,
  });
}

/** For the page that changed a meeting itself and does not want to wait for the hub's word. */
export function useReadMeetingsAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}

function useMeetingNews(): void {
  const hub = useHub();
  const readAgain = useReadMeetingsAgain();
  useNotification(hub, 'meeting.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
}
