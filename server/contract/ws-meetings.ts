import { Type } from 'typebox';
import { Id } from './camera.ts';
import { Called, Ring } from './meeting.ts';
import {
  CameraBring,
  ChairAct,
  Consume,
  Consumed,
  ConsumerChange,
  ConsumerRef,
  Participant,
  Produce,
  RollCall,
  RoomCamera,
  RoomConnect,
  RoomEnd,
  RoomJoin,
  RoomJoined,
  RoomRestart,
  RoomRestarted,
  RoomSettings,
  SourceChange,
  Waiting,
} from './meeting-room.ts';
import { ChatMessage, ChatWrite, Poll } from './meeting-side.ts';

const Nothing = Type.Object({});
const attend = 'meeting.attend';

/** What a page asks of the room that it is in; one room per page. The room decides anew each time whether it may. */
export const meetingRequests = {
  'room.join': { permission: attend, data: RoomJoin, reply: RoomJoined },
  'room.leave': { permission: attend, data: Nothing, reply: Nothing },
  'room.connect': { permission: attend, data: RoomConnect, reply: Nothing },
  'room.restartIce': { permission: attend, data: RoomRestart, reply: RoomRestarted },
  'room.produce': { permission: attend, data: Produce, reply: Type.Object({ producerId: Type.String() }) },
  'room.source': { permission: attend, data: SourceChange, reply: Nothing },
  'room.consume': { permission: attend, data: Consume, reply: Consumed },
  /** Lets a consumer flow, in the layer for this width; 0: pauses it. */
  'room.show': { permission: attend, data: ConsumerChange, reply: Nothing },
  'room.drop': { permission: attend, data: ConsumerRef, reply: Nothing },
  'room.hand': { permission: attend, data: Type.Object({ raised: Type.Boolean() }), reply: Nothing },
  'room.chat': { permission: attend, data: ChatWrite, reply: Nothing },
  'room.act': { permission: attend, data: ChairAct, reply: Nothing },
  'room.bringCamera': { permission: 'camera.watch', data: CameraBring, reply: Nothing },
  'room.removeCamera': { permission: attend, data: Type.Object({ cameraId: Id }), reply: Nothing },
} as const;

/** What pages in a room, or those that a meeting concerns, are told. */
export const meetingNotifications = {
  /** A list of meetings is out of date where the reader may see it: read it again. */
  'meeting.changed': Nothing,
  /** A planned meeting of the reader begins soon. */
  'meeting.reminder': Type.Object({ meetingId: Id, title: Type.String(), startsAt: Type.Integer() }),
  'meeting.ring': Ring,
  /** The call was answered from another page, given up, or rang in vain. */
  'meeting.ringEnded': Type.Object({ meetingId: Id }),
  'meeting.called': Called,
  /** Out of the lobby: join again. */
  'room.admitted': Type.Object({ meetingId: Id }),
  'room.settings': RoomSettings,
  /** Of these, all that there is to know; several changes come as one. */
  'room.participants': Type.Object({ changed: Type.Array(Participant), left: Type.Array(Id) }),
  'room.cameras': Type.Object({ cameras: Type.Array(RoomCamera) }),
  /** As `speakers` of RoomState. */
  'room.speakers': Type.Object({ speakers: Type.Array(Id) }),
  'room.waiting': Type.Object({ waiting: Type.Array(Waiting) }),
  'room.rollCall': Type.Object({ rollCall: Type.Union([RollCall, Type.Null()]) }),
  /** A consumer has ended: its source was closed, or its worker. */
  'room.consumerClosed': Type.Object({ consumerId: Type.String() }),
  'room.chatted': ChatMessage,
  'room.poll': Poll,
  /** Files or minutes changed: read them again. */
  'room.papers': Nothing,
  'room.ended': Type.Object({ meetingId: Id, reason: RoomEnd }),
} as const;
