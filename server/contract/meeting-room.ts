import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { OptionalTime, Time } from './people.ts';
import { ConsumerOptions, Opaque, TransportOptions } from './watch.ts';

/** Whoever loses the connection keeps seat, role and raised hand for so long, ms. */
export const SEAT_KEPT = 60_000;
/** Most people in one meeting. */
export const MOST_PEOPLE = 300;
/** Most guests of one meeting who are in it or wait: a link in the wrong hands leaves 200 places to the invited. */
export const MOST_GUESTS = 100;
/** So many voices at most go to each receiver: those who spoke last. */
export const MOST_VOICES = 12;

/** What one sends. The screen is a stream beside the camera, with its own sound. */
export const Source = Type.Enum(['microphone', 'camera', 'screen', 'screen-sound']);
export type Source = Static<typeof Source>;

/** `off`: by its sender; `muted`: by a chair, and its packets reach nobody whatever the page does. */
export const SourceState = Type.Enum(['on', 'off', 'muted']);
export type SourceState = Static<typeof SourceState>;

/** `venue`: the screen of a site. */
export const Standing = Type.Enum(['chair', 'co-chair', 'member', 'venue', 'guest']);
export type Standing = Static<typeof Standing>;

/** In plain words: voice and picture; small picture; voice alone; nothing at this moment. */
export const LinkQuality = Type.Enum(['good', 'fair', 'poor', 'lost']);
export type LinkQuality = Static<typeof LinkQuality>;

/** Somebody who is in the room. */
export const Participant = Type.Object({
  /** Of the seat: the same after a reconnection. */
  id: Id,
  userId: Id,
  name: Type.String(),
  unitId: Id,
  standing: Standing,
  /** False while the connection is lost and the seat kept. */
  present: Type.Boolean(),
  /** When the hand was raised; null: it is not. */
  handAt: OptionalTime,
  /** Called to speak, until then; null: not. */
  floorUntil: OptionalTime,
  sources: Type.Array(Type.Object({ source: Source, state: SourceState })),
  link: LinkQuality,
  joinedAt: Time,
});
export type Participant = Static<typeof Participant>;

/** A camera of the county in the room. Its viewers see it by the leave of who brought it, until that ends. */
export const RoomCamera = Type.Object({
  id: Id,
  channelId: Id,
  name: Type.String(),
  /** Who brought it, for which purpose, and until when. */
  participantId: Id,
  byName: Type.String(),
  purpose: Type.String(),
  until: Time,
});
export type RoomCamera = Static<typeof RoomCamera>;

/** A visit to every invited unit and site, one after the other. */
export const RollCall = Type.Object({
  /** In the order of the tree. */
  entries: Type.Array(
    Type.Object({
      kind: Type.Enum(['unit', 'site', 'person']),
      id: Id,
      name: Type.String(),
      /** Who answers for it now; null: nobody of it is in the room. */
      participantId: Type.Union([Id, Type.Null()]),
      mark: Type.Union([Type.Enum(['present', 'absent']), Type.Null()]),
    }),
  ),
  /**
   * The one that is called now; null: all have been. After the last, those marked absent who are here by now are called
   * once more.
   */
  at: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
});
export type RollCall = Static<typeof RollCall>;

export const RoomLayout = Type.Enum(['speaker', 'grid', 'one-and-many', 'sites']);
export type RoomLayout = Static<typeof RoomLayout>;

/** What holds for all in the room. */
export const RoomSettings = Type.Object({
  locked: Type.Boolean(),
  /** Others than chairs may unmute themselves. */
  mayUnmute: Type.Boolean(),
  mayShare: Type.Boolean(),
  mayChat: Type.Boolean(),
  /** Shown large to all: a participant or a camera; null: each sees who speaks. */
  spotlight: Type.Union([Id, Type.Null()]),
  /** For all; null: as each likes. */
  layout: Type.Union([RoomLayout, Type.Null()]),
  banner: Type.String({ maxLength: 200 }),
  /** Each is shown large for so long in turn, s; null: no. */
  cycle: Type.Union([Type.Integer({ minimum: 5, maximum: 600 }), Type.Null()]),
  endsAt: Time,
});
export type RoomSettings = Static<typeof RoomSettings>;

/** Somebody in the lobby, for the chairs. */
export const Waiting = Type.Object({ id: Id, name: Type.String(), unitId: Id, isGuest: Type.Boolean(), since: Time });
export type Waiting = Static<typeof Waiting>;

/** All of a room, for who has just come in. */
export const RoomState = Type.Object({
  meetingId: Id,
  title: Type.String(),
  kind: Type.String(),
  settings: RoomSettings,
  participants: Type.Array(Participant),
  cameras: Type.Array(RoomCamera),
  /** Participants who spoke, the last first, {@link MOST_VOICES} at most. */
  speakers: Type.Array(Id),
  /** For chairs; empty for others. */
  waiting: Type.Array(Waiting),
  rollCall: Type.Union([RollCall, Type.Null()]),
});
export type RoomState = Static<typeof RoomState>;

export const RoomJoin = Type.Object({
  meetingId: Id,
  passcode: Type.Optional(Type.String({ maxLength: 12 })),
});

/** `waiting`: in the lobby; the page joins again when `room.admitted` comes. */
export const RoomJoined = Type.Union([
  Type.Object({ state: Type.Literal('waiting') }),
  Type.Object({
    state: Type.Literal('in'),
    participantId: Id,
    room: RoomState,
    /** For mediasoup-client's `device.load()`; not those of the cameras' rooms. */
    rtpCapabilities: Opaque,
    send: TransportOptions,
    receive: TransportOptions,
  }),
]);
export type RoomJoined = Static<typeof RoomJoined>;

export const RoomConnect = Type.Object({ transportId: Type.String({ maxLength: 64 }), dtlsParameters: Opaque });
export const RoomRestart = Type.Object({ transportId: Type.String({ maxLength: 64 }) });
/** After a change of network, for mediasoup-client's `transport.restartIce()`. */
export const RoomRestarted = Type.Object({ iceParameters: Opaque });

/** Begins to send; one of each source. */
export const Produce = Type.Object({ source: Source, rtpParameters: Opaque });
export type Produce = Static<typeof Produce>;
/** `closed`: the source is taken out of the room. */
export const SourceChange = Type.Object({ source: Source, state: Type.Enum(['on', 'off', 'closed']) });
export type SourceChange = Static<typeof SourceChange>;

/** Asks for somebody's source, or a camera of the room (its id, source `camera`). It starts paused. */
export const Consume = Type.Object({
  participantId: Id,
  source: Source,
  /** Of the tile, device px: decides the layer. */
  width: Type.Integer({ minimum: 0, maximum: 16384 }),
  rtpCapabilities: Opaque,
});
export type Consume = Static<typeof Consume>;
export const Consumed = Type.Object({ consumer: ConsumerOptions });
const ConsumerId = Type.String({ maxLength: 64 });
/** `width` 0: not shown, nothing is sent. */
export const ConsumerChange = Type.Object({
  consumerId: ConsumerId,
  width: Type.Integer({ minimum: 0, maximum: 16384 }),
});
export type ConsumerChange = Static<typeof ConsumerChange>;
export const ConsumerRef = Type.Object({ consumerId: ConsumerId });

const who = { participantId: Id };
/** What a chair does; all but `call-next`, which goes by the hands, name whom or what. */
export const ChairAct = Type.Union([
  Type.Object({ act: Type.Literal('admit'), waitingId: Id }),
  Type.Object({ act: Type.Literal('turn-away'), waitingId: Id }),
  Type.Object({ act: Type.Literal('mute'), ...who, source: Source }),
  /** Takes the mute back; the sender's own switch still decides. */
  Type.Object({ act: Type.Literal('unmute'), ...who, source: Source }),
  Type.Object({ act: Type.Literal('mute-all') }),
  Type.Object({
    act: Type.Literal('set'),
    settings: Type.Partial(Type.Omit(RoomSettings, ['endsAt'])),
  }),
  Type.Object({ act: Type.Literal('call'), ...who, seconds: Type.Integer({ minimum: 10, maximum: 3600 }) }),
  Type.Object({ act: Type.Literal('call-next'), seconds: Type.Integer({ minimum: 10, maximum: 3600 }) }),
  Type.Object({ act: Type.Literal('end-floor'), ...who }),
  Type.Object({ act: Type.Literal('lower-hand'), ...who }),
  Type.Object({ act: Type.Literal('roll-call'), begin: Type.Boolean() }),
  /** Marks the one that is called, which `at` names as RollCall does, and goes on; nobody marks one that they have not seen. */
  Type.Object({
    act: Type.Literal('roll-mark'),
    at: Type.Integer({ minimum: 0 }),
    mark: Type.Enum(['present', 'absent']),
  }),
  Type.Object({ act: Type.Literal('extend'), minutes: Type.Integer({ minimum: 5, maximum: 240 }) }),
  Type.Object({ act: Type.Literal('remove'), ...who }),
  /** The chair itself is handed over. */
  Type.Object({ act: Type.Literal('hand-over'), ...who }),
  Type.Object({ act: Type.Literal('co-chair'), ...who, on: Type.Boolean() }),
  /** Rings those of the invited who are not here. */
  Type.Object({ act: Type.Literal('ring-absent') }),
  Type.Object({ act: Type.Literal('end') }),
]);
export type ChairAct = Static<typeof ChairAct>;

/** Brings a camera in, by the bringer's own leave. */
export const CameraBring = Type.Object({ channelId: Id, grantId: Id });
export type CameraBring = Static<typeof CameraBring>;

/** Why one is out: the meeting was ended or reached its time; a chair sent one away; one joined from another page. */
export const RoomEnd = Type.Enum(['ended', 'removed', 'elsewhere', 'turned-away', 'refused', 'media']);
export type RoomEnd = Static<typeof RoomEnd>;
