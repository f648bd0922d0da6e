import type { MeetingKind } from '../../contract/meeting.ts';
import type { ChairAct, RoomSettings, Source, Standing } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';

/** What holds in a room, as far as it decides on who may what. */
export interface Rules extends Pick<RoomSettings, 'mayUnmute' | 'mayShare' | 'mayChat'> {
  kind: MeetingKind;
}

/** Who wants to do something. */
export interface Who {
  standing: Standing;
  /** Called to speak, and the time is not over. */
  hasFloor: boolean;
}

/** Only the chair's own; a co-chair does them while no chair is in the room. */
const chairOnly: readonly ChairAct['act'][] = ['hand-over', 'co-chair', 'end'];

/** How a room begins. */
export function rulesOf(kind: MeetingKind): Pick<RoomSettings, 'mayUnmute' | 'mayShare' | 'mayChat'> {
  const free = kind !== 'lecture';
  return { mayUnmute: free, mayShare: free, mayChat: true };
}

export function isChair(standing: Standing): boolean {
  return standing === 'chair' || standing === 'co-chair';
}

/**
 * Whether a source may flow.
 * @throws HubError `room.floor`, `room.guest`, `room.share`, `room.muted`
 */
export function permitSource({ standing, hasFloor }: Who, source: Source, rules: Rules): void {
  if (isChair(standing) || hasFloor) return;
  if (rules.kind === 'lecture') throw new HubError('room.floor');
  const isScreen = source === 'screen' || source === 'screen-sound';
  if (standing === 'guest' && isScreen) throw new HubError('room.guest');
  if (isScreen && !rules.mayShare) throw new HubError('room.share');
  const needsUnmute = source === 'microphone' || (standing === 'guest' && source === 'camera');
  if (needsUnmute && !rules.mayUnmute) throw new HubError('room.muted');
}

/**
 * Whether one who was muted may take that back: a microphone where people may unmute themselves. A picture that a chair
 * turned off stays off until a chair, or a call to speak, turns it on.
 * @throws HubError as {@link permitSource}
 */
export function permitUnmute(who: Who, source: Source, rules: Rules): void {
  permitSource(who, source, rules);
  if (source !== 'microphone' && !isChair(who.standing)) throw new HubError('room.muted');
}

/** Sources that are muted when somebody's time to speak is over. */
export function mutedAfterFloor(standing: Standing, rules: Rules): Source[] {
  if (isChair(standing)) return [];
  if (rules.kind === 'lecture') return ['microphone', 'camera', 'screen', 'screen-sound'];
  const screen: Source[] = rules.mayShare && standing !== 'guest' ? [] : ['screen', 'screen-sound'];
  return rules.mayUnmute ? screen : ['microphone', ...screen];
}

/** @throws HubError `room.chat` */
export function permitChat({ standing }: Who, { mayChat }: Rules): void {
  if (!mayChat && !isChair(standing)) throw new HubError('room.chat');
}

/**
 * Whether a camera may be brought in: it is shown to all, as a screen is.
 * @throws HubError `meeting.private`, `room.guest`, and as {@link permitSource}
 */
export function permitCamera(who: Who, rules: Rules): void {
  if (rules.kind === 'private') throw new HubError('meeting.private');
  if (who.standing === 'guest') throw new HubError('room.guest');
  permitSource(who, 'screen', rules);
}

/**
 * Whether a chair's act may be done.
 * @param chairIsHere whether the chair is in the room at this moment
 * @throws HubError `room.chair`
 */
export function permitAct(act: ChairAct['act'], standing: Standing, chairIsHere: boolean): void {
  if (standing === 'chair') return;
  if (standing !== 'co-chair' || (chairIsHere && chairOnly.includes(act))) throw new HubError('room.chair');
}

/** Whether it may be done to them. @throws HubError `room.chair-target`: only the chair acts upon the chair */
export function permitTarget(act: ChairAct['act'], by: Standing, target: Standing): void {
  const isSafe = act === 'lower-hand' || act === 'end-floor' || act === 'call' || act === 'unmute';
  if (target !== 'chair' || isSafe) return;
  if (by !== 'chair' || act === 'remove' || act === 'co-chair') throw new HubError('room.chair-target');
}

/** @throws HubError `room.standing` */
export function permitChair(standing: Standing): void {
  if (standing === 'guest' || standing === 'venue') throw new HubError('room.standing');
}
