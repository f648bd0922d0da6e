import type { Grant } from '../contract/grant.ts';
import type { Alarm, CameraHealth } from '../contract/health.ts';
import type { Job } from '../contract/job.ts';
import type { ChatMessage, Poll } from '../contract/meeting-side.ts';
import type { PtzHolder } from '../contract/ptz.ts';
import type { WatchEnd } from '../contract/watch.ts';

/** What one part of the hub tells all others, after it is done and written. */
export interface Topics {
  /** A camera was added, changed or removed: lists are out of date. `path`: all units that it lies or lay in. */
  'camera.changed': { cameraId: string; path: string[] };
  /** Watches of these channels must end: their camera is gone, or is another one now. */
  'channel.ended': { channelIds: string[]; reason: Extract<WatchEnd, 'camera-removed' | 'camera-changed'> };
  /** The tree of units or its sites changed. */
  'org.changed': Record<string, never>;
  /** A wall, a tour or what a site shows changed. `unitIds`: those that it is or was shared with. */
  'wall.changed': { ownerId: string; unitIds: string[] };
  /** The roster of a unit changed. `path`: its unit and those above. */
  'roster.changed': { path: string[] };
  /** A grant was made, decided, taken away or has a new end. `path`: of the unit that it is for. */
  'grant.changed': { userId: string; path: string[] };
  /** Somebody broke the glass. */
  'grant.alert': { grant: Grant; path: string[] };
  /** What a user may do changed (roles, disabled, second factor): pages must connect anew, pictures are judged again. */
  'user.changed': { userId: string };
  /** A camera or a unit has another place in the tree: pictures are judged again. */
  'place.changed': Record<string, never>;
  /** A job of this user went on. */
  'job.changed': { userId: string; job: Job };
  /** A camera has come into another hand, or is free. `path`: of its unit. */
  'ptz.holder': { holder: PtzHolder; path: string[] };
  /** Health of these cameras changed. */
  'health.changed': { cameras: { health: CameraHealth; unitId: string; accepted: boolean }[] };
  /** An alarm began, changed or ended. */
  'alarm.changed': { alarm: Alarm };
  /** A planned meeting was made, changed, begun or is over: the lists of these users are out of date. */
  'meeting.changed': { userIds: string[] };
  /** A planned meeting of these users begins soon. */
  'meeting.soon': { userIds: string[]; meetingId: string; title: string; startsAt: number };
  /** Whoever is in it is sent out, and its guests are no users any more. */
  'meeting.closed': { meetingId: string; reason: 'ended' | 'cancelled' };
  /** Files or minutes of it changed. */
  'meeting.papers': { meetingId: string };
  /** Somebody wrote in it. */
  'meeting.chatted': { meetingId: string; message: ChatMessage };
  /** A poll of it was made, voted in or closed; `voted` is of nobody. */
  'meeting.polled': { meetingId: string; poll: Poll };
  /** The chair rings those of the invited who are not there. `present`, `by`: ids of users. */
  'meeting.ringAbsent': { meetingId: string; present: string[]; by: string };
  /** Somebody has left its room for good: the seat is not kept. */
  'meeting.left': { meetingId: string; userId: string };
  /** Signed out, or removed: whatever hangs on the session must end. */
  'session.ended': { sessionId: string };
}

export type Topic = keyof Topics;

/**
 * Tells, and does not wait for what others do about it. One hub: in the process. Later several hubs: over a message
 * broker, so a message must be plain data and its receiver must bear hearing it twice.
 */
export interface Bus {
  publish<T extends Topic>(topic: T, message: Topics[T]): void;
  /** @returns ends the subscription */
  subscribe<T extends Topic>(topic: T, listener: (message: Topics[T]) => void): () => void;
}
