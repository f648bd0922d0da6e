import { Type, type Static } from 'typebox';
import { Declaration, Placement, PlacementGap } from './placement.ts';

/** A UUIDv7, as every id of the hub. */
export const Id = Type.String({ format: 'uuid' });

/**
 * Why a camera, a probe or a relay failed. One word each, the same in the media layer, the API and the page.
 *
 * - `address`: no route, no such host, or nobody answers there
 * - `tcp`: the host answers, the port is closed
 * - `timeout`: a connection was made, and then the device hung
 * - `onvif`: the ONVIF answer cannot be understood (HTML, broken XML, a SOAP fault)
 * - `too-large`: the answer is larger than any honest device's
 * - `other-host`: the device answered with an address of another host
 * - `range`: the address is outside of the ranges that the hub may contact
 * - `credentials`: user name or password refused
 * - `rtsp`: the RTSP server refuses the stream (404, 503, not RTSP at all)
 * - `codec`: no video that can be shown
 * - `no-packets`: a session was opened, and no packet comes, or no more
 * - `no-keyframe`: packets come, but never a keyframe
 * - `transcode-limit`: it must be transcoded, and as many as allowed already are
 * - `process`: ffmpeg or the mediasoup worker ended unexpectedly
 * - `black`, `blank`, `frozen`: pictures come and are decoded, and show darkness, one colour, or always the same
 * - `refused`: the device does not accept what was to be set
 */
export const Cause = Type.Enum([
  'address',
  'tcp',
  'timeout',
  'onvif',
  'too-large',
  'other-host',
  'range',
  'credentials',
  'rtsp',
  'codec',
  'no-packets',
  'no-keyframe',
  'transcode-limit',
  'process',
  'black',
  'blank',
  'frozen',
  'refused',
]);
export type Cause = Static<typeof Cause>;

/** Which of a channel's streams: `main` (full size) or `sub` (<= 640 px wide, for small tiles). */
export const ProfileRole = Type.Enum(['main', 'sub']);
export type ProfileRole = Static<typeof ProfileRole>;

/** One stream of a channel, as probed. */
export const Profile = Type.Object({
  role: ProfileRole,
  /** The device's own token (ONVIF), or empty for a plain RTSP URL. */
  token: Type.String({ maxLength: 128 }),
  codec: Type.Enum(['H264', 'H265', 'other']),
  /** Picture size, px; 0 where unknown. */
  width: Type.Integer({ minimum: 0 }),
  height: Type.Integer({ minimum: 0 }),
  /** Frames per second; 0 where unknown. */
  fps: Type.Number({ minimum: 0 }),
  /** Frames between keyframes; 0 where unknown. */
  gop: Type.Integer({ minimum: 0 }),
  /** bit/s; 0 where unknown. */
  bitrate: Type.Integer({ minimum: 0 }),
  /** B-frames cannot go through WebRTC: such a stream is transcoded. */
  bFrames: Type.Boolean(),
  /** G.711 is passed through; any other sound is left out. */
  audio: Type.Union([Type.Enum(['PCMA', 'PCMU']), Type.Null()]),
});
export type Profile = Static<typeof Profile>;

/** A corner, as parts of the picture's width and height: 0,0 is the upper left, 1,1 the lower right. */
const Point = Type.Object({ x: Type.Number({ minimum: 0, maximum: 1 }), y: Type.Number({ minimum: 0, maximum: 1 }) });

/** A part of the picture that nobody may see (a window, a yard): a convex polygon. */
export const Mask = Type.Object({
  name: Type.String({ maxLength: 60 }),
  corners: Type.Array(Point, { minItems: 3, maxItems: 8 }),
});
export type Mask = Static<typeof Mask>;
export const Masks = Type.Object({ masks: Type.Array(Mask, { maxItems: 8 }) });

/**
 * Whether what is to be hidden is hidden, truthfully. `none`: nothing is to be. `camera`: the device does it itself, and
 * has said so. `relay`: the hub does it while it transcodes. `unmasked`: it is NOT hidden.
 */
export const MaskState = Type.Enum(['none', 'camera', 'relay', 'unmasked']);
export type MaskState = Static<typeof MaskState>;

/** One video source of a camera. */
export const Channel = Type.Object({
  id: Id,
  name: Type.String(),
  /** GB/T 28181-2022, annex E: 20 digits, the same for ever. */
  gbId: Type.String({ pattern: '^\\d{20}$' }),
  profiles: Type.Array(Profile, { minItems: 1 }),
  /** Whether the device says that it can be turned (PTZ). */
  movable: Type.Boolean(),
  masks: Type.Array(Mask),
  maskState: MaskState,
});
export type Channel = Static<typeof Channel>;

/** What a relay does: `retrying` carries a cause; `stopped` is final; nobody watches an `idle` one. */
export const RelayState = Type.Enum(['idle', 'starting', 'live', 'retrying', 'stopped']);
export type RelayState = Static<typeof RelayState>;

/** State of one channel, pushed as `channel.state` whenever it changes. */
export const ChannelState = Type.Object({
  channelId: Id,
  state: RelayState,
  cause: Type.Union([Cause, Type.Null()]),
  /** When it became so, ms since 1970. */
  since: Type.Integer(),
  viewers: Type.Integer(),
  /** The picture is re-encoded by the hub (H.265 or B-frames): limited, and it costs a core's part. */
  transcoding: Type.Boolean(),
});
export type ChannelState = Static<typeof ChannelState>;

/** What one picture showed when the camera was last registered or probed; the picture itself is not kept. */
export const TestPicture = Type.Object({
  /** ms since 1970. */
  at: Type.Integer(),
  /** px; 0 where there was none. */
  width: Type.Integer({ minimum: 0 }),
  height: Type.Integer({ minimum: 0 }),
  /** Mean brightness, 0 (black) to 255 (white); 0 where there was none. */
  brightness: Type.Integer({ minimum: 0, maximum: 255 }),
  /** Why there was none, or what was wrong with it. */
  cause: Type.Union([Cause, Type.Null()]),
});
export type TestPicture = Static<typeof TestPicture>;

/** A registered camera. Credentials never leave the hub: only whether there are any. */
export const Camera = Type.Object({
  id: Id,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  /** Initials of the name in pinyin, small letters, for searches: `县城大桥` is `xcdq`. */
  initials: Type.String(),
  /** Unit that it belongs to: whoever has rights there has them on it. */
  unitId: Id,
  placement: Placement,
  /** What its declaration lacks; while there is anything, it is in acceptance: only technicians see it. */
  gaps: Type.Array(PlacementGap),
  /** Names its public page, `/sign/<code>`: what the QR code on the sign leads to. */
  signCode: Type.String(),
  /** Whether there is a photo of the sign. */
  signPhoto: Type.Boolean(),
  kind: Type.Enum(['onvif', 'rtsp']),
  /** Host of the device: IPv4, IPv6 or name. */
  address: Type.String(),
  /** Port of the ONVIF service, or of RTSP where there is no ONVIF. */
  port: Type.Integer({ minimum: 1, maximum: 65535 }),
  /** User name at the device, or empty. */
  username: Type.String(),
  hasPassword: Type.Boolean(),
  hardwareId: Type.String(),
  manufacturer: Type.String(),
  model: Type.String(),
  /** Device clock minus hub clock at the last probe, ms; null where unknown. */
  clockOffsetMs: Type.Union([Type.Integer(), Type.Null()]),
  /** Null: none was taken yet. */
  testPicture: Type.Union([TestPicture, Type.Null()]),
  channels: Type.Array(Channel),
  /** ms since 1970. */
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
});
export type Camera = Static<typeof Camera>;

/** Where a camera is and how to sign in to it: an ONVIF address, or an RTSP URL (credentials in it are taken out). */
export const CameraSource = Type.Union([
  Type.Object({
    kind: Type.Literal('onvif'),
    address: Type.String({ minLength: 1, maxLength: 253 }),
    port: Type.Integer({ minimum: 1, maximum: 65535 }),
    username: Type.String({ maxLength: 64 }),
    password: Type.String({ maxLength: 128 }),
  }),
  Type.Object({
    kind: Type.Literal('rtsp'),
    url: Type.String({ pattern: '^rtsp://', maxLength: 1024 }),
    username: Type.String({ maxLength: 64 }),
    password: Type.String({ maxLength: 128 }),
  }),
]);
export type CameraSource = Static<typeof CameraSource>;

/** What a probe found, with one test picture per camera (JPEG, base64) or the cause why there is none. */
export const ProbeResult = Type.Object({
  name: Type.String(),
  hardwareId: Type.String(),
  manufacturer: Type.String(),
  model: Type.String(),
  clockOffsetMs: Type.Union([Type.Integer(), Type.Null()]),
  channels: Type.Array(Type.Object({ name: Type.String(), profiles: Type.Array(Profile) })),
  /** Null without a cause: a device of this address is registered, and its picture needs leave (`channel.testPicture`). */
  testPicture: Type.Union([Type.String(), Type.Null()]),
  testPictureCause: Type.Union([Cause, Type.Null()]),
});
export type ProbeResult = Static<typeof ProbeResult>;

export const CameraCreate = Type.Object({
  /** Empty: the device's own name. */
  name: Type.String({ maxLength: 100 }),
  /** Absent: the unit in which whoever registers may do so. */
  unitId: Type.Optional(Id),
  /** Absent: what is known already, or nothing. */
  placement: Type.Optional(Declaration),
  source: CameraSource,
});
export type CameraCreate = Static<typeof CameraCreate>;

/** Change of a camera. A changed source is probed first; an absent password keeps the stored one. */
export const CameraUpdate = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  /** Moves it: who has no rights there loses the picture at once. */
  unitId: Type.Optional(Id),
  placement: Type.Optional(Declaration),
  /** A device at another address or port gets no password but the one in the same request. */
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 253 })),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
  username: Type.Optional(Type.String({ maxLength: 64 })),
  password: Type.Optional(Type.String({ maxLength: 128 })),
});
export type CameraUpdate = Static<typeof CameraUpdate>;
