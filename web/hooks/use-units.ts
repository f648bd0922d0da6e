import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { OrgUnit, Site } from '../../server/contract/org.ts';
import { call, type Reply } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['units'];
const none: readonly OrgUnit[] = [];
const noSites: readonly Site[] = [];

/** All units with their sites; read again when the hub says that they changed, and after each reconnection. */
export function useUnits() {
  const hub = useHub();
  const readAgain = useReadUnitsAgain();
  useNotification(hub, 'org.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
  const query = useQuery<Reply<'org.list'>, HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => await call('org.list', { signal }),
    staleTime: Infinity,
  });
  return { ...query, units: query.data?.units ?? none, sites: query.data?.sites ?? noSites };
}

/** Names of units, for tables: a unit that is not known (any more) goes by its id. */
export function useUnitNames(): (id: string) => string {
  const { units } = useUnits();
  const names = useMemo(() => new Map(units.map(({ id, name }) => [id, name])), [units]);
  return useCallback((id: string) => names.get(id) ?? id, [names]);
}

/** For the page that changed a unit itself and does not want to wait for the hub's word. */
export function useReadUnitsAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}
