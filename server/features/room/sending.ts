import type { Static } from 'typebox';
import type { Member } from '../../../media/index.ts';
import type { Consume, Produce, RoomConnect, SourceChange } from '../../contract/meeting-room.ts';
import type { ConsumerOptions } from '../../contract/watch.ts';
import { type ErrorCode, HubError } from '../../errors.ts';
import type { Room } from './room.ts';
import { permitSource, permitUnmute } from './rules.ts';
import type { Seat } from './seat.ts';

/**
 * Begins to send. A microphone that may not be turned on now is taken and muted, so that whoever is called to speak is
 * heard at once; all else that may not be sent is refused.
 * @returns the id of the producer
 * @throws HubError `room.floor`, `room.guest`, `room.muted`, `room.share`, `media.invalid`
 */
export async function produce(room: Room, seat: Seat, { source, rtpParameters }: Produce): Promise<string> {
  try {
    permitSource(seat.who, source, room.rules);
  } catch (error) {
    const mayBeSilent = source === 'microphone' && seat.standing !== 'guest' && room.rules.kind !== 'lecture';
    if (!mayBeSilent) throw error;
    await room.mute(seat, source, true);
  }
  const member = memberOf(seat);
  // Opaque by contract: mediasoup itself validates them.
  const parameters = rtpParameters as unknown as Parameters<Member['produce']>[1];
  const id = await asked(member.produce(source, parameters)).catch((error: unknown) => {
    // The one before may have made way for it.
    const isGone = seat.connection?.member === member && !member.sends(source);
    if (isGone && seat.sources.delete(source)) room.news.changed(seat.id);
    throw error;
  });
  if (seat.connection?.member === member) {
    seat.sources.set(source, 'on');
    room.news.changed(seat.id);
  }
  return id;
}

/** The sender's own switch. @throws HubError as {@link produce}, `room.source` */
export async function setSource(room: Room, seat: Seat, { source, state }: Static<typeof SourceChange>): Promise<void> {
  const member = memberOf(seat);
  if (!seat.sources.has(source)) throw new HubError('room.source');
  if (state === 'on') {
    if (seat.muted.has(source)) {
      permitUnmute(seat.who, source, room.rules);
      await room.mute(seat, source, false);
    } else if (seat.sources.get(source) === 'off') {
      permitSource(seat.who, source, room.rules);
    }
  }
  await asked(member.setSource(source, state), 'room.source');
  if (seat.connection?.member !== member) return;
  if (state === 'closed') seat.sources.delete(source);
  else seat.sources.set(source, state);
  room.news.changed(seat.id);
}

/** @throws HubError `room.participant`, `room.source`, `room.guest`, `media.invalid` */
export async function consume(
  room: Room,
  seat: Seat,
  { participantId, source, width, rtpCapabilities }: Static<typeof Consume>,
): Promise<ConsumerOptions> {
  if (room.cameras.has(participantId)) {
    if (seat.standing === 'guest') throw new HubError('room.guest');
  } else {
    room.find(participantId);
  }
  // Opaque by contract: mediasoup itself validates them.
  const capabilities = rtpCapabilities as unknown as Parameters<Member['consume']>[3];
  const made = await asked(memberOf(seat).consume(participantId, source, width, capabilities), 'room.source');
  return { ...made, rtpParameters: made.rtpParameters as unknown as ConsumerOptions['rtpParameters'] };
}

/** @throws HubError `transport.unknown`, `media.invalid` */
export async function connect(seat: Seat, { transportId, dtlsParameters }: Static<typeof RoomConnect>): Promise<void> {
  // Opaque by contract: mediasoup itself validates them.
  const parameters = dtlsParameters as unknown as Parameters<Member['connect']>[1];
  await asked(memberOf(seat).connect(transportId, parameters), 'transport.unknown');
}

/** @throws HubError `transport.unknown`, `media.invalid` */
export async function restartIce(seat: Seat, transportId: string): Promise<Record<string, unknown>> {
  const parameters = await asked(memberOf(seat).restartIce(transportId), 'transport.unknown');
  return { ...parameters };
}

/** @throws HubError `room.source`, `media.invalid` */
export async function show(seat: Seat, consumerId: string, width: number): Promise<void> {
  await asked(memberOf(seat).show(consumerId, width), 'room.source');
}

/** @throws HubError `room.source` */
export async function drop(seat: Seat, consumerId: string): Promise<void> {
  const member = memberOf(seat);
  await asked(
    Promise.resolve().then(() => member.drop(consumerId)),
    'room.source',
  );
}

/** @throws HubError `room.none` */
function memberOf({ connection }: Seat): Member {
  if (connection === null) throw new HubError('room.none');
  return connection.member;
}

/** What media refuses, in the words of the catalogue. @param unknown for what is not there, or not any more */
async function asked<T>(work: Promise<T>, unknown: ErrorCode = 'media.invalid'): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw new HubError(cause instanceof RangeError ? unknown : 'media.invalid', {}, { cause });
  }
}
