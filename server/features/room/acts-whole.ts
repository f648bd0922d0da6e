import { LONGEST_MEETING } from '../../contract/meeting.ts';
import type { ChairAct, RoomSettings } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import { endMeeting, extendMeeting } from './opening.ts';
import type { RoomParts } from './parts.ts';
import { eventOf } from './record.ts';
import { rollEntries } from './roll-call.ts';
import type { RollCallRun } from './roll-call.ts';
import type { Room } from './room.ts';
import type { Seat } from './seat.ts';
import type { Step } from './step.ts';

/** @throws HubError `room.participant`: nobody and nothing of this id can be shown large */
export function set(room: Room, given: Partial<RoomSettings>): Step {
  const { spotlight } = given;
  if (typeof spotlight === 'string' && !room.cameras.has(spotlight)) room.find(spotlight);
  const { endsAt: _, ...settings } = given;
  return { detail: { ...settings }, run: () => room.set(settings) };
}

/** All invited in the order of the tree; one that runs is begun anew. */
export async function beginRollCall({ store }: RoomParts, room: Room): Promise<Step> {
  const entries = await rollEntries(store, room.meeting);
  // One line is written at the end, with what came of it.
  return { detail: null, run: () => room.rollCalls.begin(entries) };
}

/** Also before all have been called. @throws HubError `room.roll-call` */
export function endRollCall(room: Room): Step {
  const { run } = room.rollCalls;
  if (run === null) throw new HubError('room.roll-call');
  // What was called through is on record already.
  return { detail: run.current === null ? null : resultOf(run), run: () => room.rollCalls.end() };
}

/** Marks who is called, and goes on; a double click marks once. @throws HubError `room.roll-call`, `room.roll-passed` */
export function markRollCall(
  { store }: RoomParts,
  room: Room,
  by: Seat,
  { at, mark }: Pick<Extract<ChairAct, { act: 'roll-mark' }>, 'at' | 'mark'>,
): Step {
  const { run } = room.rollCalls;
  const { meeting } = room;
  if (run === null) throw new HubError('room.roll-call');
  if (run.isMarked(at, mark)) return { detail: null, run: () => undefined };
  const { kind, id } = run.calledAt(at);
  const write = async (): Promise<void> => {
    // Who was there is nobody's business after a private meeting.
    if (meeting.kind !== 'private') await store.attendances.mark(meeting.id, { kind, id }, mark);
    const isOver = await room.rollCalls.mark(at, mark);
    if (!isOver) return;
    await store.auditEvents.add(eventOf(meeting, by.sitter.actor, 'room.roll-call', resultOf(run)));
  };
  return { detail: null, run: write };
}

/** @throws HubError `room.longest` */
export function extend(parts: RoomParts, room: Room, by: Seat, minutes: number): Step {
  const { startsAt, openedAt, endsAt, id } = room.meeting;
  const end = endsAt + minutes * 60_000;
  if (end - (openedAt ?? startsAt) > LONGEST_MEETING) {
    throw new HubError('room.longest', { hours: LONGEST_MEETING / 3_600_000 });
  }
  // Its line is in the transaction that changes the meeting.
  const run = async (): Promise<void> => room.renew(await extendMeeting(parts, id, by.sitter.actor, end));
  return { detail: null, run };
}

export function ringAbsent({ bus }: RoomParts, room: Room, by: Seat): Step {
  const present = room.present.map(({ user }) => user.id);
  const run = (): void => bus.publish('meeting.ringAbsent', { meetingId: room.meeting.id, present, by: by.user.id });
  return { detail: { present: present.length }, run };
}

/** For all. */
export function end(parts: RoomParts, room: Room, by: Seat): Step {
  return { detail: null, run: () => endMeeting(parts, room.meeting.id, by.sitter.actor) };
}

function resultOf(run: RollCallRun) {
  return { called: run.entries.length, present: run.count('present'), absent: run.count('absent') };
}
