import { Type, type Static } from 'typebox';

const OrNull = <T extends string>(values: T[]) => Type.Union([Type.Enum(values), Type.Null()]);

/**
 * What is wrong with a device. All may be combined, and changed while it runs; what is sent next obeys.
 * Nothing set: a good camera.
 */
export const Faults = Type.Object(
  {
    /** Every password is refused, the right one too. */
    wrongPassword: Type.Boolean(),
    /** The device's clock is ahead (or behind, negative) by so much, ms. */
    clockSkewMs: Type.Integer(),
    /**
     * The ONVIF service: `closed` port, `silent` (accepts, never answers), `html`, `broken-xml`, `entities` (billion
     * laughs), `huge` (300 MB), `drip` (a byte a second, without end), `other-host` (XAddrs and stream URI point away),
     * `no-profiles`.
     */
    onvif: OrNull(['closed', 'silent', 'html', 'broken-xml', 'entities', 'huge', 'drip', 'other-host', 'no-profiles']),
    /**
     * The RTSP service: `closed` port, `reset` (as closed, but attempts are counted), `silent`, `garbage` (not RTSP),
     * `not-found` (404), `refused` (every session 453 or 503, by the maker's habit), `udp-only` (461 to TCP).
     */
    rtsp: OrNull(['closed', 'reset', 'silent', 'garbage', 'not-found', 'refused', 'udp-only']),
    /**
     * The stream: `stall` (no packet), `no-keyframe` (packets without keyframes), `no-video` (only sound is offered);
     * pictures flow, and are all `black`, all of one colour (`blank`), or the same one for ever (`frozen`).
     */
    stream: OrNull(['stall', 'no-keyframe', 'no-video', 'black', 'blank', 'frozen']),
    /** What both streams are coded as instead of H.264; `b-frames` is H.264 with B-frames, `mjpeg` sends no picture. */
    codec: OrNull(['h265', 'mjpeg', 'b-frames']),
    /**
     * ONVIF masks: `forgotten` (accepted, and then neither listed nor drawn), `full` (CreateMask is refused), `smaller`
     * (kept, and drawn, at half the size).
     */
    masks: OrNull(['forgotten', 'full', 'smaller']),
    /** Settings over ONVIF: `settings` (each is answered by a fault), `pretends` (answered well, and nothing changes). */
    refuses: OrNull(['settings', 'pretends']),
    /** Wrong logins in a row after which it lets nobody in for five minutes, instead of the camera's own limit. */
    lockAfter: Type.Union([Type.Integer({ minimum: 1, maximum: 100 }), Type.Null()]),
    /** Seconds between keyframes, instead of the camera's own: 10 is an encoder that is never asked. */
    gopSeconds: Type.Union([Type.Integer({ minimum: 1, maximum: 20 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type Faults = Static<typeof Faults>;

export const NO_FAULTS: Faults = {
  wrongPassword: false,
  clockSkewMs: 0,
  onvif: null,
  rtsp: null,
  stream: null,
  codec: null,
  masks: null,
  refuses: null,
  lockAfter: null,
  gopSeconds: null,
};

/** What a device has been asked so far; tests read it. */
export interface Counters {
  /** RTSP connections accepted (or, with fault `reset`, cut). */
  rtspConnections: number;
  describes: number;
  /** RTSP sessions ever set up, and those open now. */
  sessionsStarted: number;
  sessions: number;
  /** The most that were open at once. */
  peakSessions: number;
  /** Requests with good credentials, and with bad ones or none, over RTSP and ONVIF. */
  logins: number;
  refusedLogins: number;
  /** Requests with bad credentials only, and how often the device locked itself after them. */
  wrongLogins: number;
  locks: number;
  onvifRequests: number;
  /** GetSystemDateAndTime, and RTSP connections that asked for no stream. */
  cheapProofs: number;
  syncPoints: number;
  /** By ONVIF SystemReboot. */
  reboots: number;
  /** WS-Discovery probes answered. */
  probes: number;
  /** Pictures thrown away because the reader was too slow. */
  droppedFrames: number;
}

export function newCounters(): Counters {
  return {
    rtspConnections: 0,
    describes: 0,
    sessionsStarted: 0,
    sessions: 0,
    peakSessions: 0,
    logins: 0,
    refusedLogins: 0,
    wrongLogins: 0,
    locks: 0,
    onvifRequests: 0,
    cheapProofs: 0,
    syncPoints: 0,
    reboots: 0,
    probes: 0,
    droppedFrames: 0,
  };
}
