import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Role } from '../../../server/contract/people.ts';
import { call, type Reply } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';

/** As many as the hub gives at once. */
const PAGE = 1000;
const key = 'people';

export interface PeopleFilter {
  text: string;
  unitId?: string | undefined;
  role?: Role | undefined;
}

type People = Reply<'person.list'>;

/** Those whom the filter lets through, by user name; what was there before stays until the answer has come. */
export function usePeople({ text, unitId, role }: PeopleFilter) {
  const words = text.trim();
  return useInfiniteQuery<People, HubError, People, (string | undefined)[], number>({
    queryKey: [key, words, unitId, role],
    queryFn: async ({ pageParam, signal }) =>
      await call('person.list', {
        query: {
          limit: PAGE,
          offset: pageParam,
          ...(words && { text: words }),
          ...(unitId && { unitId }),
          ...(role && { role }),
        },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const read = pages.reduce((sum, { people }) => sum + people.length, 0);
      return read < total ? read : null;
    },
    select: ({ pages }) => ({ people: pages.flatMap(({ people }) => people), total: pages[0]?.total ?? 0 }),
    placeholderData: keepPreviousData,
  });
}

/** After somebody was added or changed. */
export function useReadPeopleAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: [key] }), [queries]);
}
