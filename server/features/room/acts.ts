import type { ChairAct } from '../../contract/meeting-room.ts';
import type { RoomParts } from './parts.ts';
import * as people from './acts-people.ts';
import * as whole from './acts-whole.ts';
import { eventOf, recordRoomRefusal } from './record.ts';
import type { Room } from './room.ts';
import { permitAct } from './rules.ts';
import type { Seat } from './seat.ts';
import type { Step } from './step.ts';

/**
 * One act of a chair: checked, written down, done, and told to all. Acts of one room go one after the other.
 * @throws HubError `room.*`, `meeting.*`
 */
export function act(parts: RoomParts, room: Room, by: Seat, act: ChairAct): Promise<void> {
  const { actor } = by.sitter;
  const action = `room.${act.act}`;
  const permit = (): void => permitAct(act.act, by.standing, room.chair.isHere(room.inside));
  return recordRoomRefusal(parts.store, room.meeting, actor, action, () => {
    // Whoever may not keeps no chair waiting; in its turn it is asked again.
    permit();
    return room.inTurn(async () => {
      permit();
      const { detail, run } = await prepare(parts, room, by, act);
      // Not written, not done.
      if (detail !== null) await parts.store.auditEvents.add(eventOf(room.meeting, actor, action, detail));
      await run();
    });
  });
}

function prepare(parts: RoomParts, room: Room, by: Seat, act: ChairAct): Step | Promise<Step> {
  switch (act.act) {
    case 'admit':
      return people.admit(room, act.waitingId);
    case 'turn-away':
      return people.turnAway(room, act.waitingId);
    case 'mute':
      return people.mute(room, by, room.find(act.participantId), act.source);
    case 'unmute':
      return people.unmute(room, room.find(act.participantId), act.source);
    case 'mute-all':
      return people.muteAll(room);
    case 'call':
      return people.call(room, room.find(act.participantId), act.seconds);
    case 'call-next':
      return people.callNext(room, act.seconds);
    case 'end-floor':
      return people.endFloor(room, room.find(act.participantId));
    case 'lower-hand':
      return people.lowerHand(room, room.find(act.participantId));
    case 'remove':
      return people.remove(room, by, room.find(act.participantId));
    case 'hand-over':
      return people.handOver(room, room.find(act.participantId));
    case 'co-chair':
      return people.assist(room, by, room.find(act.participantId), act.on);
    case 'set':
      return whole.set(room, act.settings);
    case 'roll-call':
      return act.begin ? whole.beginRollCall(parts, room) : whole.endRollCall(room);
    case 'roll-mark':
      return whole.markRollCall(parts, room, by, act);
    case 'extend':
      return whole.extend(parts, room, by, act.minutes);
    case 'ring-absent':
      return whole.ringAbsent(parts, room, by);
    case 'end':
      return whole.end(parts, room, by);
  }
}
