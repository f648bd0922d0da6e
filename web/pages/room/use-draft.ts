import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';
import type { MinutesWrite } from '../../../server/contract/meeting-side.ts';
import type { MeetingRoom } from '../../media/meeting/meeting-room.ts';

type Draft = MinutesWrite | null;

/** By the room itself: it may go to another page, and what is written goes along. */
const drafts = new WeakMap<MeetingRoom, MinutesWrite>();

/** Minutes that are being written; null: none are. Kept while one looks at another panel, or moves the room. */
export function useDraft(room: MeetingRoom): [Draft, Dispatch<SetStateAction<Draft>>] {
  const [draft, setDraft] = useState<Draft>(() => drafts.get(room) ?? null);
  useEffect(() => {
    if (draft) drafts.set(room, draft);
    else drafts.delete(room);
  }, [room, draft]);
  return [draft, setDraft];
}
