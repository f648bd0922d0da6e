import { Type, type Static } from 'typebox';
import { ChannelState, Id } from './camera.ts';
import { DiscoveredDevice, DiscoveryProgress, DiscoveryStart } from './discovery.ts';
import { Grant, Ticket, TicketIssue } from './grant.ts';
import { Alarm, CameraHealth } from './health.ts';
import { Job } from './job.ts';
import { PtzAct, PtzDone, PtzHolder } from './ptz.ts';
import { User } from './session.ts';
import { meetingNotifications, meetingRequests } from './ws-meetings.ts';
import {
  Connect,
  ConsumerOptions,
  Opaque,
  OpenTransports,
  TransportRef,
  TransportsOpen,
  Watch,
  WatchEnd,
  WatchPace,
  WatchRef,
  WatchResume,
  WatchStart,
} from './watch.ts';

/** Raised whenever a page of the old version could misread the new server. */
export const PROTOCOL_VERSION = 1;

const Nothing = Type.Object({});

/**
 * What a page may ask, over `{id, request, data}`, answered by `{id, ok: true, data}` or
 * `{id, ok: false, error: {code, message: {zh, en}}}`. Each names its permission.
 */
export const requests = {
  'ticket.issue': { permission: 'camera.watch', data: TicketIssue, reply: Ticket },
  'camera.watch': { permission: 'camera.watch', data: WatchStart, reply: Watch },
  'transport.open': { permission: 'camera.watch', data: TransportsOpen, reply: OpenTransports },
  'transport.connect': { permission: 'camera.watch', data: Connect, reply: Nothing },
  'watch.resume': { permission: 'camera.watch', data: WatchResume, reply: Nothing },
  /** The reply's consumer takes the place of the one before, which is closed. */
  'watch.pace': { permission: 'camera.watch', data: WatchPace, reply: Type.Object({ video: ConsumerOptions }) },
  'watch.pause': { permission: 'camera.watch', data: WatchRef, reply: Nothing },
  'watch.release': { permission: 'camera.watch', data: WatchRef, reply: Nothing },
  'ptz.act': { permission: 'ptz.control', data: PtzAct, reply: PtzDone },
  'discovery.start': {
    permission: 'camera.discover',
    data: DiscoveryStart,
    reply: Type.Object({ discoveryId: Id, total: Type.Integer() }),
  },
  'discovery.stop': { permission: 'camera.discover', data: Type.Object({ discoveryId: Id }), reply: Nothing },
  ...meetingRequests,
} as const;

/** What the server tells, over `{notification, data}`. `hello` is always the first. */
export const notifications = {
  hello: Type.Object({
    protocolVersion: Type.Integer(),
    user: User,
    /** For mediasoup-client's `device.load()`; the same in every room. */
    rtpCapabilities: Opaque,
    /** Of all channels that are not idle. */
    states: Type.Array(ChannelState),
  }),
  'channel.state': ChannelState,
  'watch.ended': Type.Object({ watchId: Id, reason: WatchEnd }),
  /** Its room is gone, and all that was received on it. */
  'transport.closed': TransportRef,
  'discovery.found': Type.Object({ discoveryId: Id, device: DiscoveredDevice }),
  'discovery.progress': DiscoveryProgress,
  'discovery.ended': DiscoveryProgress,
  /** The list of cameras changed: read it again. */
  'camera.changed': Nothing,
  /** Health of cameras changed: these, of those that the reader may list. */
  'health.changed': Type.Object({ cameras: Type.Array(CameraHealth) }),
  /** An alarm began, changed or ended. */
  'alarm.changed': Alarm,
  /** One's own job went on. */
  'job.changed': Job,
  /** Somebody begins or ends to move a camera that the reader may move. */
  'ptz.holder': PtzHolder,
  /** Walls, tours or what sites show changed where the reader may see it: read `wall.list` again. */
  'wall.changed': Nothing,
  /** The tree of units or its sites changed: read it again. */
  'org.changed': Nothing,
  /** The roster changed where the reader may see it. */
  'roster.changed': Nothing,
  /** Grants changed: the reader's own, or those that the reader may decide on. */
  'grant.changed': Nothing,
  /** Somebody broke the glass in an area that the reader answers for. */
  'grant.alert': Grant,
  ...meetingNotifications,
} as const;

export type RequestName = keyof typeof requests;
export type RequestData<N extends RequestName> = Static<(typeof requests)[N]['data']>;
export type RequestReply<N extends RequestName> = Static<(typeof requests)[N]['reply']>;
export type NotificationName = keyof typeof notifications;
export type NotificationData<N extends NotificationName> = Static<(typeof notifications)[N]>;
