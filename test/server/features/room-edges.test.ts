import { afterEach, expect, test, vi } from 'vitest';
import { MeetingRoom } from '../../../media/index.ts';
import { RoomMedia } from '../../../server/features/room/room-media.ts';
import { voiceParameters } from '../../rig/attendee-stream.ts';
import { shareRooms } from './room-rig.ts';

const rig = shareRooms();
afterEach(() => {
  vi.restoreAllMocks();
});

test('the chair is not handed to somebody who leaves while it is written', async () => {
  const { auditEvents } = rig.store;
  const [owner, other] = [await rig.person(), await rig.person(rig.towns.town)];
  const meeting = await rig.meeting(owner);
  const [chair, page] = [await rig.page(owner), await rig.page(other)];
  await chair.join(meeting);
  const { participantId } = await page.join(meeting);
  const add = auditEvents.add.bind(auditEvents);
  vi.spyOn(auditEvents, 'add').mockImplementationOnce(async (event) => {
    await page.ask('room.leave', {});
    return add(event);
  });
  expect(await chair.act({ act: 'hand-over', participantId })).toBe('room.participant');
  expect(rig.rooms.participantOf(meeting.id, owner)?.standing).toBe('chair');
  expect(await chair.act({ act: 'mute-all' })).toBeNull();
});

test('media that could not be made takes no newer one with it', async () => {
  const second = await MeetingRoom.create(rig.workers);
  const failing = Promise.withResolvers<MeetingRoom>();
  const create = vi.spyOn(MeetingRoom, 'create');
  create.mockReturnValueOnce(failing.promise).mockResolvedValueOnce(second);
  const nothing = (): void => undefined;
  const later = (work: Promise<unknown>): void => void work.catch(nothing);
  const media = new RoomMedia({ workers: rig.workers, later, onSpeakers: nothing, onLink: nothing, onLost: nothing });
  const first = media.get();
  media.close();
  expect(await media.get()).toBe(second);
  failing.reject(new Error('the worker has just died'));
  await expect(first).rejects.toThrow('just died');
  expect(await media.get()).toBe(second);
  expect(create).toHaveBeenCalledTimes(2);
  media.close();
  await expect.poll(() => second.counts.routers).toBe(0);
});

test('nobody waits in the lobby of a meeting that has just ended', async () => {
  const { attendances } = rig.store;
  const [owner, other] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { lobby: true });
  const [chair, page] = [await rig.page(owner), await rig.page(other)];
  await chair.join(meeting);
  const list = attendances.list.bind(attendances);
  vi.spyOn(attendances, 'list').mockImplementationOnce(async (id) => {
    expect(await chair.act({ act: 'end' })).toBeNull();
    return list(id);
  });
  expect(await page.join(meeting).catch((error: unknown) => (error as Error).message)).toBe('meeting.ended');
});

test('who did not come in was not there', async () => {
  const [owner, other] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  const [chair, page] = [await rig.page(owner), await rig.page(other)];
  await chair.join(meeting);
  vi.spyOn(MeetingRoom.prototype, 'join').mockRejectedValueOnce(new Error('the worker has just died'));
  expect(await page.code('room.join', { meetingId: meeting.id })).toBe('server.internal');
  const there = async () => (await rig.store.attendances.list(meeting.id)).stays.map(({ userId }) => userId);
  await expect.poll(there).toEqual([owner]);
  // The page leaves before its media is there.
  const [joined, left] = [page.code('room.join', { meetingId: meeting.id }), page.ask('room.leave', {})];
  expect([await joined, (await left).ok]).toEqual(['request.cancelled', true]);
  await expect.poll(there).toEqual([owner]);
  await page.join(meeting);
  expect(await there()).toEqual([owner, other]);
});

test('a source that has made way for one that is refused is not said to be on', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner);
  const page = await rig.page(owner);
  const { participantId } = await page.join(meeting);
  const produce = (source: string, ssrc: number) =>
    page.code('room.produce', { source, rtpParameters: voiceParameters(ssrc) });
  expect(await produce('microphone', 1000)).toBeNull();
  expect(await produce('screen-sound', 1001)).toBeNull();
  const told = () =>
    page
      .all('room.participants')
      .flatMap(({ changed }) => changed)
      .findLast(({ id }) => id === participantId)
      ?.sources.map(({ source }) => source);
  await expect.poll(told).toEqual(['microphone', 'screen-sound']);
  // Of the right codec, and with the number of another stream: mediasoup itself refuses it.
  expect(await produce('microphone', 1001)).toBe('media.invalid');
  await expect.poll(told).toEqual(['screen-sound']);
  expect(await produce('microphone', 1002)).toBeNull();
  await expect.poll(told).toEqual(['screen-sound', 'microphone']);
});

test('a page that comes into another meeting waits in no lobby any more', async () => {
  const owner = await rig.person();
  const [meeting, other] = [await rig.meeting(owner, { lobby: true }), await rig.meeting(owner)];
  const [chair, page] = [await rig.page(owner), await rig.page(await rig.person())];
  await chair.join(meeting);
  expect(await page.code('room.join', { meetingId: meeting.id })).toBeNull();
  await chair.heard('room.waiting', ({ waiting }) => waiting.length === 1);
  await page.join(other);
  await expect.poll(() => chair.all('room.waiting').at(-1)?.waiting).toEqual([]);
});
