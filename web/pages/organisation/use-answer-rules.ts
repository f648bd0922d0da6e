import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';

const key = ['answer-rules'];

/** By the id of a site: after how many seconds its screens answer a call by themselves; null or not there: never. */
export function useAnswerRules(enabled: boolean) {
  return useQuery<ReadonlyMap<string, number | null>, HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const { rules } = await call('site.answerRules', { signal });
      return new Map(rules.map(({ siteId, answersAfter }) => [siteId, answersAfter]));
    },
    enabled,
  });
}

/** For the page that changed a rule. */
export function useReadAnswerRulesAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
}
