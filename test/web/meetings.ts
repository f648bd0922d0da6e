import type { Meeting } from '../../server/contract/meeting.ts';

/** A meeting of which only some things matter. */
export function meeting(facts: Partial<Meeting>): Meeting {
  return {
    id: 'meeting',
    kind: 'scheduled',
    title: '周例会',
    agenda: '',
    startsAt: 0,
    endsAt: 0,
    invited: { unitIds: [], siteIds: [], userIds: [] },
    lobby: false,
    state: 'planned',
    unitId: 'county',
    ownerId: 'owner',
    ownerName: '王主任',
    seriesId: null,
    hasPasscode: false,
    openedAt: null,
    endedAt: null,
    present: 0,
    own: false,
    ...facts,
  };
}
