import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../../server/contract/meeting-side.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { useRoomUse } from './room-context.ts';

/** What was written in the room. */
export interface Chat {
  messages: readonly ChatMessage[];
  /** Came while the panel was closed. */
  unread: number;
  error: HubError | null;
}

/** Reads what was written before, and follows what is. @param open the panel is, so that nothing is unread */
export function useChat(open: boolean): Chat {
  const { room, view } = useRoomUse();
  const [messages, setMessages] = useState<readonly ChatMessage[]>([]);
  const [error, setError] = useState<HubError | null>(null);
  const [seen, setSeen] = useState(0);
  // What was there before is not new to who comes in.
  const first = useRef(true);
  const isIn = view.phase === 'in';

  useEffect(() => room.on('chatted', (message) => setMessages((before) => merge(before, [message]))), [room]);
  useEffect(() => {
    if (!isIn) return;
    const abort = new AbortController();
    call('meeting.chat', { params: { id: room.meetingId }, signal: abort.signal })
      .then((reply) => {
        setMessages((before) => merge(before, reply.messages));
        if (first.current) setSeen(reply.messages.length);
        first.current = false;
        setError(null);
      })
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted) setError(HubError.from(thrown));
      });
    return () => abort.abort();
  }, [room, isIn]);

  if (open && seen !== messages.length) setSeen(messages.length);
  return { messages, unread: Math.max(0, messages.length - seen), error };
}

/** Each once, the oldest first. */
function merge(before: readonly ChatMessage[], more: readonly ChatMessage[]): ChatMessage[] {
  const all = new Map([...before, ...more].map((message) => [message.id, message]));
  return [...all.values()].sort((a, b) => a.at - b.at);
}
