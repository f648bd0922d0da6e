import { expect, test } from 'vitest';
import type { Poll } from '../../../server/contract/meeting-side.ts';
import { newId } from '../../../server/id.ts';
import { shareRooms } from './room-rig.ts';

const rig = shareRooms();

test('votes of one moment are told as one, with the last count', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner);
  const page = await rig.page(owner);
  await page.join(meeting);
  const poll = (id: string, votes: number): Poll => ({
    ...{ id, question: '同意吗？', secret: false, open: true, voted: false },
    options: [{ text: '同意', votes, names: [] }],
  });
  const [one, other] = [newId(), newId()];
  for (let votes = 0; votes <= 92; votes++) {
    rig.bus.publish('meeting.polled', { meetingId: meeting.id, poll: poll(one, votes) });
  }
  rig.bus.publish('meeting.polled', { meetingId: meeting.id, poll: poll(other, 1) });
  await page.heard('room.poll', ({ id }) => id === other);
  expect(page.all('room.poll')).toEqual([poll(one, 92), poll(other, 1)]);
});

test('one participant writes five messages at once, from all pages, and then one a second; others are not held up', async () => {
  const [owner, other] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  const [page, neighbour] = [await rig.page(owner), await rig.page(other)];
  await page.join(meeting);
  await neighbour.join(meeting);
  const say = (from: typeof page, text: string) => from.code('room.chat', { text });
  const codes = await Promise.all(Array.from({ length: 8 }, (_, at) => say(page, `第${at}条`)));
  expect(codes).toEqual([...Array<null>(5).fill(null), ...Array<string>(3).fill('room.chat-often')]);
  expect(rig.written.filter(({ meetingId }) => meetingId === meeting.id)).toHaveLength(5);
  expect(await say(neighbour, '收到')).toBeNull();
  // Coming back is no way around it.
  const again = await rig.page(owner);
  await again.join(meeting);
  expect(await say(again, '再发')).toBe('room.chat-often');
  await expect.poll(() => say(again, '再发'), { timeout: 3000, interval: 200 }).toBeNull();
});

test('guests who wait or are in leave two hundred places to the invited', async () => {
  const [owner, invited] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { lobby: true });
  const chair = await rig.page(owner);
  await chair.join(meeting);
  const knock = async () => {
    const page = await rig.page(await rig.guest(meeting.id));
    return { page, code: await page.join(meeting).catch((error: unknown) => (error as Error).message) };
  };
  const { page: first } = await knock();
  const { waiting } = await chair.heard('room.waiting', (news) => news.waiting.length === 1);
  await chair.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' });
  await first.join(meeting);
  const guests = await Promise.all(Array.from({ length: 99 }, knock));
  expect(new Set(guests.map(({ code }) => code))).toEqual(new Set(['waiting']));
  expect((await knock()).code).toBe('meeting.guests-full');
  // Whoever is among the hundred asks again, and comes back.
  expect(await guests[0]?.page.code('room.join', { meetingId: meeting.id })).toBeNull();
  expect(await first.code('room.join', { meetingId: meeting.id })).toBeNull();
  expect(await (await rig.page(invited)).code('room.join', { meetingId: meeting.id })).toBeNull();
  await guests[1]?.page.cut();
  await expect.poll(async () => (await knock()).code, { timeout: 3000 }).toBe('waiting');
});
