import type { RoomCamera, RoomSettings, Waiting, RollCall } from '../../contract/meeting-room.ts';
import type { Pending } from './news.ts';
import { isChair } from './rules.ts';
import type { Seat } from './seat.ts';

/** What can be told of a room. */
interface Tellable {
  inside: readonly Seat[];
  present: readonly Seat[];
  settings: RoomSettings;
  cameras: { list: RoomCamera[] };
  lobby: { list: Waiting[] };
  rollCalls: { told: RollCall | null };
  speakers: readonly string[];
}

/** Tells each page in the room what has changed of what it may know. */
export function tell(room: Tellable, { changed, left, topics, polls }: Pending): void {
  const told = room.inside.filter(({ id }) => changed.has(id)).map((seat) => seat.toParticipant());
  const still = new Set(told.map(({ id }) => id));
  // Whoever has changed after leaving, as by an act that was under way, has still left.
  const participants = { changed: told, left: [...left, ...[...changed].filter((id) => !still.has(id))] };
  const { present, settings, cameras, lobby, rollCalls, speakers } = room;
  const rollCall = topics.has('rollCall') ? rollCalls.told : null;
  for (const { connection, standing } of present) {
    const socket = connection?.socket;
    if (changed.size + left.size > 0) socket?.notify('room.participants', participants);
    if (topics.has('settings')) socket?.notify('room.settings', settings);
    if (topics.has('cameras')) socket?.notify('room.cameras', { cameras: cameras.list });
    if (topics.has('rollCall')) socket?.notify('room.rollCall', { rollCall });
    if (topics.has('speakers')) socket?.notify('room.speakers', { speakers: [...speakers] });
    if (topics.has('waiting') && isChair(standing)) socket?.notify('room.waiting', { waiting: lobby.list });
    for (const poll of polls.values()) socket?.notify('room.poll', poll);
  }
}
