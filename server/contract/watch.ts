import { Type, type Static } from 'typebox';
import { ChannelState, Id, ProfileRole } from './camera.ts';

/** mediasoup's own objects: opaque here, validated by mediasoup (its TypeErrors become 400). */
const Opaque = Type.Unsafe<Record<string, unknown>>(Type.Object({}, { additionalProperties: true }));

/** Asks for the picture of a channel. Everything starts paused; `watch.resume` lets it flow. */
export const WatchStart = Type.Object({
  /** Says who looks at which channel, and why. */
  ticket: Type.String({ maxLength: 64 }),
  /** Width of the tile in device pixels: decides between `sub` and `main`. */
  width: Type.Integer({ minimum: 1, maximum: 16384 }),
  rtpCapabilities: Opaque,
});
export type WatchStart = Static<typeof WatchStart>;

/** A consumer, for mediasoup-client's `transport.consume()`. */
export const ConsumerOptions = Type.Object({
  id: Type.String(),
  producerId: Type.String(),
  kind: Type.Enum(['audio', 'video']),
  rtpParameters: Opaque,
});
export type ConsumerOptions = Static<typeof ConsumerOptions>;

/** A receiving transport, for mediasoup-client's `device.createRecvTransport()`. */
export const TransportOptions = Type.Object({
  id: Type.String(),
  iceParameters: Opaque,
  iceCandidates: Type.Array(Opaque),
  dtlsParameters: Opaque,
});
export type TransportOptions = Static<typeof TransportOptions>;

/** The answer: make the transport if its id is new to you (one per room), then the consumers on it. */
export const Watch = Type.Object({
  watchId: Id,
  profile: ProfileRole,
  transport: TransportOptions,
  video: ConsumerOptions,
  audio: Type.Union([ConsumerOptions, Type.Null()]),
  state: ChannelState,
  /** When the poster (`watch.poster`) was taken, ms since 1970; null: there is none. */
  posterAt: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
});
export type Watch = Static<typeof Watch>;

/**
 * Why the server ended a watch: the page may ask again at once for `worker`, and not for the others. `grant`: the leave
 * to look has ended or was taken away.
 */
export const WatchEnd = Type.Enum(['worker', 'camera-removed', 'camera-changed', 'refused', 'grant']);
export type WatchEnd = Static<typeof WatchEnd>;

/** The transports that a page can connect before it asks for a picture. Their consumers never get a packet. */
export const TransportsOpen = Type.Object({ rtpCapabilities: Opaque });
export const OpenTransports = Type.Object({
  transports: Type.Array(Type.Object({ transport: TransportOptions, silence: ConsumerOptions })),
});
export type OpenTransports = Static<typeof OpenTransports>;

export const Connect = Type.Object({ transportId: Type.String({ maxLength: 64 }), dtlsParameters: Opaque });
export const WatchRef = Type.Object({ watchId: Id });
export const TransportRef = Type.Object({ transportId: Type.String() });
/** How many pictures a page gets of a watch: all, or keyframes alone, where it cannot draw more. */
export const Pace = Type.Enum(['full', 'keyframes']);
export type Pace = Static<typeof Pace>;
export const WatchPace = Type.Object({ watchId: Id, pace: Pace });
export type WatchPace = Static<typeof WatchPace>;
export const WatchResume = Type.Object({ watchId: Id, audio: Type.Boolean() });
export { Opaque };
