import type { Participant, RoomCamera, RoomState, Source, SourceState } from '../../server/contract/meeting-room.ts';

/** Somebody in a room, with what is said of them. */
export function someone(id: string, more: Partial<Participant> = {}): Participant {
  return {
    id,
    userId: `user-${id}`,
    name: id,
    unitId: 'county',
    standing: 'member',
    present: true,
    handAt: null,
    floorUntil: null,
    sources: [],
    link: 'good',
    joinedAt: 0,
    ...more,
  };
}

/** Who sends something. */
export function sending(id: string, states: Partial<Record<Source, SourceState>>): Participant {
  const sources = (Object.entries(states) as [Source, SourceState][]).map(([source, state]) => ({ source, state }));
  return someone(id, { sources });
}

/** A camera that somebody brought. */
export function brought(id: string): RoomCamera {
  return { id, channelId: `channel-${id}`, name: id, participantId: 'a', byName: 'a', purpose: 'incident', until: 9 };
}

/** A room with these in it. */
export function roomOf(participants: Participant[], more: Partial<RoomState> = {}): RoomState {
  return {
    meetingId: 'meeting',
    title: '',
    kind: 'scheduled',
    settings: {
      locked: false,
      mayUnmute: true,
      mayShare: true,
      mayChat: true,
      spotlight: null,
      layout: null,
      banner: '',
      cycle: null,
      endsAt: 0,
    },
    participants,
    cameras: [],
    speakers: [],
    waiting: [],
    rollCall: null,
    ...more,
  };
}
