import type { Source } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import type { Detail } from './record.ts';
import type { Room } from './room.ts';
import { isChair, permitChair, permitTarget } from './rules.ts';
import { firstHand, type Seat } from './seat.ts';
import type { Step } from './step.ts';

/** @throws HubError `room.waiting` */
export function admit(room: Room, waitingId: string): Step {
  const { userId, name } = room.lobby.find(waitingId);
  const run = (): void => {
    room.banned.delete(userId);
    room.lobby.admit(userId)?.notify('room.admitted', { meetingId: room.meeting.id });
  };
  return { detail: { person: name, personId: userId }, run };
}

/** @throws HubError `room.waiting` */
export function turnAway(room: Room, waitingId: string): Step {
  const { userId, name } = room.lobby.find(waitingId);
  const run = (): void => {
    const socket = room.lobby.turnAway(userId);
    socket?.notify('room.ended', { meetingId: room.meeting.id, reason: 'turned-away' });
  };
  return { detail: { person: name, personId: userId }, run };
}

/** @throws HubError `room.chair-target` */
export function mute(room: Room, by: Seat, seat: Seat, source: Source): Step {
  permitTarget('mute', by.standing, seat.standing);
  return { detail: { ...whom(seat), source }, run: () => room.mute(seat, source, true) };
}

export function unmute(room: Room, seat: Seat, source: Source): Step {
  return { detail: { ...whom(seat), source }, run: () => room.mute(seat, source, false) };
}

/** The microphones of all but the chairs; those that are turned on later are not meant. */
export function muteAll(room: Room): Step {
  const meant = (): Seat[] =>
    room.inside.filter(({ standing, sources }) => !isChair(standing) && sources.has('microphone'));
  const run = async (): Promise<void> => {
    await Promise.all(meant().map((seat) => room.mute(seat, 'microphone', true)));
  };
  return { detail: { people: meant().length }, run };
}

export function call(room: Room, seat: Seat, seconds: number): Step {
  return { detail: { ...whom(seat), seconds }, run: () => room.floors.give(seat, seconds) };
}

/** Who raised a hand first; whoever had the floor has spoken. @throws HubError `room.no-hands` */
export function callNext(room: Room, seconds: number): Step {
  const seat = firstHand(room.inside);
  if (seat === undefined) throw new HubError('room.no-hands');
  const run = async (): Promise<void> => {
    await room.floors.endOthers(seat);
    await room.floors.give(seat, seconds);
  };
  return { detail: { ...whom(seat), seconds }, run };
}

export function endFloor(room: Room, seat: Seat): Step {
  return { detail: whom(seat), run: () => room.floors.end(seat) };
}

export function lowerHand(room: Room, seat: Seat): Step {
  const run = (): void => {
    seat.handAt = null;
    room.news.changed(seat.id);
  };
  return { detail: whom(seat), run };
}

/** They may not come back but through the lobby. @throws HubError `room.chair-target` */
export function remove(room: Room, by: Seat, seat: Seat): Step {
  permitTarget('remove', by.standing, seat.standing);
  const run = (): void => {
    room.banned.add(seat.user.id);
    room.lobby.forget(seat.user.id);
    // What a chair gave ends with it.
    seat.role = null;
    room.sendOut(seat, 'removed');
  };
  return { detail: whom(seat), run };
}

/** Whoever had the chair sends what a member may. @throws HubError `room.standing`, `room.participant` */
export function handOver(room: Room, seat: Seat): Step {
  permitChair(seat.standing);
  const run = async (): Promise<void> => {
    // Whoever has left while it was written would leave the room without a chair.
    room.find(seat.id);
    const before = room.inside.filter(({ role }) => role === 'chair');
    room.chair.give(seat, room.inside);
    await Promise.all(before.map((one) => room.floors.limit(one)));
  };
  return { detail: whom(seat), run };
}

/** @throws HubError `room.standing`, `room.chair-target` */
export function assist(room: Room, by: Seat, seat: Seat, on: boolean): Step {
  permitTarget('co-chair', by.standing, seat.standing);
  permitChair(seat.standing);
  const run = async (): Promise<void> => {
    room.chair.assist(seat, on);
    await room.floors.limit(seat);
  };
  return { detail: { ...whom(seat), on }, run };
}

function whom({ user: { id, name } }: Seat): Detail {
  return { person: name, personId: id };
}
