import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OwnSession } from '../../../server/contract/session.ts';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';

const key = ['own-sessions'];

/** My sessions, this one first, then the last seen. */
export function useOwnSessions() {
  return useQuery<OwnSession[], HubError>({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await call('session.list', { signal })).sessions.sort(
        (a, b) => Number(b.current) - Number(a.current) || b.seenAt - a.seenAt,
      ),
  });
}

/** After one was ended. */
export function useReadSessionsAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}
