import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Job, JobItemsQuery } from '../../server/contract/job.ts';
import { call, type Reply } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['jobs'];

/** My jobs, the newest first; kept up by the hub's notifications. */
export function useJobs(enabled = true) {
  const hub = useHub();
  const queries = useQueryClient();
  const note = useNoteJob();
  const readAgain = useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
  useNotification(hub, 'job.changed', note);
  useNotification(hub, 'hello', readAgain);
  return useQuery<Job[], HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => (await call('job.list', { signal })).jobs,
    staleTime: Infinity,
    enabled,
  });
}

/** For the page that began, stopped or resumed a job and does not want to wait for the hub's word. */
export function useNoteJob(): (job: Job) => void {
  const queries = useQueryClient();
  return useCallback(
    (job: Job) => {
      queries.setQueryData<Job[]>(key, (before) => before && mergeJob(before, job));
    },
    [queries],
  );
}

/** The later word on a job counts, whichever way it came. */
export function mergeJob(before: readonly Job[], job: Job): Job[] {
  const known = before.find(({ id }) => id === job.id);
  if (!known) return [job, ...before];
  if (known.updatedAt > job.updatedAt) return [...before];
  return before.map((other) => (other.id === job.id ? job : other));
}

/** Items of a job; read again whenever the job has gone on. */
export function useJobItems(job: Job, query: JobItemsQuery) {
  return useQuery<Reply<'job.items'>, HubError>({
    queryKey: ['job-items', job.id, query, job.state, job.done],
    queryFn: async ({ signal }) => await call('job.items', { params: { id: job.id }, query, signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 10_000,
  });
}
