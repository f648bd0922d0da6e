import { useCallback, useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Poll } from '../../../server/contract/meeting-side.ts';
import { call, type Reply } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { useRoomUse } from './room-context.ts';

/** Files of the meeting; read again when the room says that papers changed. */
export function useFiles() {
  const { id, readAgain } = usePapers('files');
  const query = useQuery<Reply<'meeting.files'>, HubError>({
    queryKey: ['room', id, 'files'],
    queryFn: async ({ signal }) => await call('meeting.files', { params: { id }, signal }),
  });
  return { ...query, readAgain };
}

/** The minutes; read again likewise. */
export function useMinutes() {
  const { id, readAgain } = usePapers('minutes');
  const query = useQuery<Reply<'meeting.minutes'>, HubError>({
    queryKey: ['room', id, 'minutes'],
    queryFn: async ({ signal }) => await call('meeting.minutes', { params: { id }, signal }),
  });
  return { ...query, readAgain };
}

/** The polls; what the room tells of one is put in its place. */
export function usePolls() {
  const { room } = useRoomUse();
  const queries = useQueryClient();
  const id = room.meetingId;
  const put = useCallback(
    (poll: Poll, own: boolean): void => {
      queries.setQueryData<Reply<'meeting.polls'>>(['room', id, 'polls'], (before) => {
        const polls = before?.polls ?? [];
        const known = polls.find((one) => one.id === poll.id);
        // What is told to all does not know whether I have voted.
        const merged = own ? poll : { ...poll, voted: known?.voted ?? false };
        return { polls: known ? polls.map((one) => (one === known ? merged : one)) : [...polls, merged] };
      });
    },
    [queries, id],
  );
  useEffect(() => room.on('poll', (poll) => put(poll, false)), [room, put]);
  const query = useQuery<Reply<'meeting.polls'>, HubError>({
    queryKey: ['room', id, 'polls'],
    queryFn: async ({ signal }) => await call('meeting.polls', { params: { id }, signal }),
  });
  return { ...query, put: (poll: Poll) => put(poll, true) };
}

function usePapers(what: 'files' | 'minutes') {
  const { room } = useRoomUse();
  const queries = useQueryClient();
  const id = room.meetingId;
  const readAgain = useCallback(
    () => void queries.invalidateQueries({ queryKey: ['room', id, what] }),
    [queries, id, what],
  );
  useEffect(() => room.on('papers', readAgain), [room, readAgain]);
  return { id, readAgain };
}
