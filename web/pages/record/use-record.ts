import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RecordPage } from '../../../server/contract/record.ts';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { readBefore, readSearch, writeSearch, type Search } from './query.ts';

const PAGE = 100;

/** The search and the place in the address, and the page of the record that is found there. */
export function useRecord() {
  const [params, setParams] = useSearchParams();
  // Where the newer pages begin, so that one can go back.
  const [newer, setNewer] = useState<readonly (number | undefined)[]>([]);
  const search = readSearch(params);
  const before = readBefore(params);
  const query = { ...search, ...(before !== undefined && { before }), limit: PAGE };
  const page = useQuery<RecordPage, HubError>({
    queryKey: ['record', 'search', query],
    queryFn: async ({ signal }) => await call('record.search', { query, signal }),
    placeholderData: keepPreviousData,
  });
  const go = (place: number | undefined, to: Search = search): void => {
    const next = writeSearch(to);
    if (place !== undefined) next.set('before', String(place));
    setParams(next);
  };
  return {
    search,
    page,
    newest: before === undefined,
    find: (to: Search) => {
      setNewer([]);
      // The same search again means: what has come since.
      if (before === undefined && String(writeSearch(to)) === String(writeSearch(search))) void page.refetch();
      else go(undefined, to);
    },
    older: () => {
      const next = page.data?.next;
      if (typeof next !== 'number') return;
      setNewer([...newer, before]);
      go(next);
    },
    toNewer: () => {
      go(newer.at(-1));
      setNewer(newer.slice(0, -1));
    },
  };
}
