import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { EARLY } from '../../../server/contract/meeting.ts';
import { newId } from '../../../server/id.ts';
import { hashPassword } from '../../../server/password.ts';
import { shareRooms } from './room-rig.ts';

const rig = shareRooms();
afterEach(() => {
  rig.seatKept = undefined;
});

const HOUR = 3_600_000;

test('the owner opens it and has the chair; who comes later is told to all, and sees all', async () => {
  const [owner, guest] = [await rig.person(), await rig.person(rig.towns.town)];
  const meeting = await rig.meeting(owner);
  const heard: string[][] = [];
  const end = rig.bus.subscribe('meeting.changed', ({ userIds }) => heard.push(userIds));
  const chair = await rig.page(owner);
  const { participantId, room, send, receive } = await chair.join(meeting);
  end();
  expect(room.participants).toMatchObject([{ id: participantId, userId: owner, standing: 'chair', present: true }]);
  expect(room.settings).toMatchObject({ locked: false, mayUnmute: true, endsAt: meeting.endsAt });
  expect(send.id).not.toBe(receive.id);
  expect(heard.some((userIds) => userIds.includes(guest))).toBe(true);
  expect((await rig.store.meetings.find(meeting.id))?.state).toBe('open');
  const [line] = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 1);
  expect(line).toMatchObject({ action: 'room.open', user: { id: owner }, outcome: 'done' });

  const joined = await (await rig.page(guest)).join(meeting);
  expect(joined.room.participants).toHaveLength(2);
  const { changed } = await chair.heard('room.participants', (news) =>
    news.changed.some(({ userId }) => userId === guest),
  );
  expect(changed.find(({ userId }) => userId === guest)).toMatchObject({ standing: 'member', handAt: null });
  expect(rig.rooms.presentIn(meeting.id)).toBe(2);
  expect(rig.rooms.participantOf(meeting.id, guest)).toEqual({ id: joined.participantId, standing: 'member' });
  expect(rig.rooms.participantOf(meeting.id, 'nobody')).toBeNull();
});

test('nobody comes in who is not invited, too early, or when it is over; the attempt is on record', async () => {
  const [owner, stranger] = [await rig.person(), await rig.person(rig.towns.village)];
  const page = await rig.page(stranger);
  const meeting = await rig.meeting(owner);
  expect(await page.code('room.join', { meetingId: meeting.id })).toBe('meeting.not-invited');
  const [line] = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 1);
  expect(line).toMatchObject({ action: 'room.join', outcome: 'refused', user: { id: stranger } });

  const own = await rig.page(owner);
  const early = await rig.meeting(owner, { startsAt: Date.now() + EARLY + 60_000, endsAt: Date.now() + 2 * HOUR });
  expect(await own.code('room.join', { meetingId: early.id })).toBe('meeting.early');
  const call = await rig.meeting(owner, { kind: 'call', startsAt: early.startsAt, endsAt: early.endsAt });
  await own.join(call);
  for (const [state, code] of [
    ['ended', 'meeting.ended'],
    ['cancelled', 'meeting.cancelled'],
  ] as const) {
    const over = await rig.meeting(owner, { state, endedAt: Date.now() });
    expect(await own.code('room.join', { meetingId: over.id })).toBe(code);
  }
  expect(await own.code('room.join', { meetingId: owner })).toBe('meeting.unknown');
});

test('a page that has not come in can do nothing', async () => {
  const page = await rig.page(await rig.person());
  const asked = [
    ['room.connect', { transportId: 'x', dtlsParameters: {} }],
    ['room.restartIce', { transportId: 'x' }],
    ['room.produce', { source: 'microphone', rtpParameters: {} }],
    ['room.source', { source: 'microphone', state: 'on' }],
    ['room.consume', { participantId: rig.towns.town, source: 'camera', width: 1, rtpCapabilities: {} }],
    ['room.show', { consumerId: 'x', width: 1 }],
    ['room.drop', { consumerId: 'x' }],
    ['room.hand', { raised: true }],
    ['room.chat', { text: '你好' }],
    ['room.act', { act: 'mute-all' }],
    ['room.removeCamera', { cameraId: rig.towns.town }],
    ['room.bringCamera', { channelId: rig.towns.town, grantId: rig.towns.town }],
  ] as const;
  for (const [request, data] of asked)
    expect([request, await page.code(request, data)]).toEqual([request, 'room.none']);
});

test('the lobby: who waits is told to chairs alone, and comes in when a chair lets them', async () => {
  const owner = await rig.person();
  const [first, second] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { lobby: true });
  const chair = await rig.page(owner);
  await chair.join(meeting);
  const page = await rig.page(first);
  expect((await page.ask('room.join', { meetingId: meeting.id })).data).toEqual({ state: 'waiting' });
  const { waiting } = await chair.heard('room.waiting', (news) => news.waiting.length === 1);
  expect(waiting[0]).toMatchObject({ name: 'person-' + String(waiting[0]?.name.split('-')[1]), isGuest: false });
  expect(await page.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' })).toBe('room.none');

  expect(await chair.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' })).toBeNull();
  await page.heard('room.admitted');
  await page.join(meeting);
  // Whoever was let in once is not kept waiting again.
  await page.ask('room.leave', {});
  await page.join(meeting);

  const other = await rig.page(second);
  await other.ask('room.join', { meetingId: meeting.id });
  const later = await chair.heard('room.waiting', (news) => news.waiting.some(({ id }) => id !== waiting[0]?.id));
  const waitingId = later.waiting[0]?.id ?? '';
  expect(page.all('room.waiting')).toEqual([]);
  expect(await chair.act({ act: 'turn-away', waitingId })).toBeNull();
  expect(await other.heard('room.ended')).toEqual({ meetingId: meeting.id, reason: 'turned-away' });
  expect(await other.code('room.join', { meetingId: meeting.id })).toBe('room.turned-away');
  expect(await chair.act({ act: 'turn-away', waitingId })).toBe('room.waiting');
});

test('leave to come in is used once: a room that is locked then stays shut', async () => {
  const [owner, member] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { lobby: true });
  const [chair, page] = [await rig.page(owner), await rig.page(member)];
  await chair.join(meeting);
  await page.ask('room.join', { meetingId: meeting.id });
  const { waiting } = await chair.heard('room.waiting', (news) => news.waiting.length === 1);
  await chair.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' });
  await page.join(meeting);
  await page.ask('room.leave', {});
  expect(await chair.act({ act: 'set', settings: { locked: true } })).toBeNull();
  expect(await page.code('room.join', { meetingId: meeting.id })).toBe('meeting.locked');
});

test('a page that leaves before it is in does not come in; of two rooms at once it is in the last alone', async () => {
  const owner = await rig.person();
  const [first, second] = [await rig.meeting(owner), await rig.meeting(owner)];
  const page = await rig.page(owner);
  const joining = page.code('room.join', { meetingId: first.id });
  expect(await page.code('room.leave', {})).toBeNull();
  expect(await joining).toBe('request.cancelled');
  expect(rig.rooms.participantOf(first.id, owner)).toBeNull();

  const both = [first, second].map(({ id }) => page.code('room.join', { meetingId: id }));
  expect(await Promise.all(both)).toEqual(['request.cancelled', null]);
  expect(rig.rooms.participantOf(first.id, owner)).toBeNull();
  expect(rig.rooms.presentIn(second.id)).toBe(1);
});

test('whoever goes while waiting is not on the list any more', async () => {
  const [owner, waiter] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { lobby: true });
  const page = await rig.page(waiter);
  await page.ask('room.join', { meetingId: meeting.id });
  const chair = await rig.page(owner);
  expect((await chair.join(meeting)).room.waiting).toHaveLength(1);
  await page.cut();
  await chair.heard('room.waiting', (news) => news.waiting.length === 0);
});

test('a passcode is asked of all but the owner, and a locked room is open to who is in it', async () => {
  const [owner, member, late] = [await rig.person(), await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { passcodeHash: await hashPassword('2468') });
  const chair = await rig.page(owner);
  await chair.join(meeting);
  const page = await rig.page(member);
  expect(await page.code('room.join', { meetingId: meeting.id })).toBe('meeting.passcode-needed');
  expect(await page.code('room.join', { meetingId: meeting.id, passcode: '1111' })).toBe('meeting.passcode-wrong');
  const [line] = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 1);
  expect(line).toMatchObject({ outcome: 'refused', detail: { reason: 'meeting.passcode-wrong' } });
  expect(JSON.stringify(line)).not.toContain('1111');
  await page.join(meeting, '2468');

  expect(await chair.act({ act: 'set', settings: { locked: true } })).toBeNull();
  const stranger = await rig.page(late);
  expect(await stranger.code('room.join', { meetingId: meeting.id, passcode: '2468' })).toBe('meeting.locked');
  await page.cut();
  await (await rig.page(member)).join(meeting);
});

test('a cut line keeps seat, standing, hand and mute; the page that comes back has them', async () => {
  const [owner, member] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  const chair = await rig.page(owner);
  await chair.join(meeting);
  const page = await rig.page(member);
  const { participantId } = await page.join(meeting);
  await chair.act({ act: 'co-chair', participantId, on: true });
  await page.ask('room.hand', { raised: true });
  await chair.act({ act: 'mute', participantId, source: 'camera' });
  await page.cut();
  const seen = await chair.heard('room.participants', ({ changed }) =>
    changed.some(({ id, present }) => id === participantId && !present),
  );
  expect(seen.changed.find(({ id }) => id === participantId)).toMatchObject({ standing: 'co-chair', link: 'lost' });
  expect(rig.rooms.presentIn(meeting.id)).toBe(1);

  const again = await (await rig.page(member)).join(meeting);
  expect(again.participantId).toBe(participantId);
  const own = again.room.participants.find(({ id }) => id === participantId);
  expect(own).toMatchObject({ standing: 'co-chair', present: true });
  expect(own?.handAt).not.toBeNull();
  const { stays } = await rig.store.attendances.list(meeting.id);
  expect(stays.filter(({ userId }) => userId === member)).toMatchObject([{ leftAt: null }]);
});

test('who does not come back in time is gone, and the sheet says when the line was cut', async () => {
  const [owner, member] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  const chair = await rig.page(owner);
  await chair.join(meeting);
  const page = await rig.page(member);
  const { participantId } = await page.join(meeting);
  rig.seatKept = 300;
  const cutAt = Date.now();
  await page.cut();
  await chair.heard('room.participants', ({ left }) => left.includes(participantId));
  expect(Date.now() - cutAt).toBeGreaterThanOrEqual(300);
  expect(rig.rooms.participantOf(meeting.id, member)).toBeNull();
  const left = async () =>
    (await rig.store.attendances.list(meeting.id)).stays.find(({ userId }) => userId === member)?.leftAt ?? 0;
  await expect.poll(left).toBeGreaterThan(0);
  expect((await left()) - cutAt).toBeLessThan(300);
});

test('a second page of the same user takes the seat over', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner);
  const first = await rig.page(owner);
  const { participantId } = await first.join(meeting);
  const second = await rig.page(owner);
  expect((await second.join(meeting)).participantId).toBe(participantId);
  expect(await first.heard('room.ended')).toEqual({ meetingId: meeting.id, reason: 'elsewhere' });
  expect(await first.code('room.hand', { raised: true })).toBe('room.none');
  // Its end is nothing to the seat.
  await first.cut();
  expect(await second.code('room.hand', { raised: true })).toBeNull();
  expect(rig.rooms.presentIn(meeting.id)).toBe(1);
});

test('after a restart of the hub the meeting goes on: its owner has the chair again', async () => {
  const [owner, member] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  await (await rig.page(owner)).join(meeting);
  await (await rig.page(member)).join(meeting);
  await rig.restart();
  const { stays } = await rig.store.attendances.list(meeting.id);
  expect(stays.every(({ leftAt }) => leftAt !== null)).toBe(true);
  const back = await (await rig.page(member)).join(meeting);
  expect(back.room.participants).toHaveLength(1);
  const { room } = await (await rig.page(owner)).join(meeting);
  expect(room.participants.find(({ userId }) => userId === owner)?.standing).toBe('chair');
});

test('after a restart whoever had been let in is not kept waiting again', async () => {
  const [owner, member, late] = [await rig.person(), await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { lobby: true });
  const [chair, page] = [await rig.page(owner), await rig.page(member)];
  await chair.join(meeting);
  await page.ask('room.join', { meetingId: meeting.id });
  const { waiting } = await chair.heard('room.waiting', (news) => news.waiting.length === 1);
  await chair.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' });
  await page.join(meeting);
  await rig.restart();
  await (await rig.page(member)).join(meeting);
  const wait = await (await rig.page(late)).ask('room.join', { meetingId: meeting.id });
  expect(wait.data).toEqual({ state: 'waiting' });
});

test('who was in when the hub was cut off has left by the time it is there again', async () => {
  const owner = await rig.person();
  const running = await rig.meeting(owner, { state: 'open', openedAt: Date.now() - HOUR });
  const over = await rig.meeting(owner, { state: 'open', startsAt: Date.now() - 3 * HOUR, endsAt: Date.now() - HOUR });
  for (const { id: meetingId } of [running, over]) {
    const stay = { id: newId(), meetingId, userId: owner, name: '王', unitId: rig.towns.county, isGuest: false };
    await rig.store.attendances.enter({ ...stay, at: Date.now() - 2 * HOUR });
  }
  const before = Date.now();
  await rig.restart();
  const leftAt = async ({ id }: { id: string }) => (await rig.store.attendances.list(id)).stays[0]?.leftAt;
  expect(await leftAt(running)).toBeGreaterThanOrEqual(before);
  expect(await leftAt(over)).toBe(over.endsAt);
});

test('an end that cannot be written is tried again', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner, { state: 'open', startsAt: Date.now() - HOUR, endsAt: Date.now() - 1000 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const find = vi.spyOn(rig.store.meetings, 'find').mockRejectedValue(new Error('no room on the disk'));
  await rig.restart();
  vi.advanceTimersByTime(1);
  await expect.poll(() => rig.log.join()).toContain('no room on the disk');
  find.mockRestore();
  vi.advanceTimersByTime(60_000);
  await expect.poll(async () => (await rig.store.meetings.find(meeting.id))?.state).toBe('ended');
});

test('a meeting that reached its time while the hub was down is ended at the start', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner, { state: 'open', startsAt: Date.now() - HOUR, endsAt: Date.now() - 1000 });
  await rig.restart();
  await expect.poll(async () => (await rig.store.meetings.find(meeting.id))?.state).toBe('ended');
});

test('at its end all are sent out, and pages are told before', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner, { endsAt: Date.now() + 600 });
  const page = await rig.page(owner);
  await page.join(meeting);
  expect(await page.heard('room.ended')).toEqual({ meetingId: meeting.id, reason: 'ended' });
  const [line] = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 1);
  expect(line?.action).toBe('room.end');
  expect(line).toMatchObject({ user: null, outcome: 'done' });
  expect(await page.code('room.join', { meetingId: meeting.id })).toBe('meeting.ended');
});

test('a call is over when the last has hung up; a cancelled meeting sends all out', async () => {
  const owner = await rig.person();
  const page = await rig.page(owner);
  const call = await rig.meeting(owner, { kind: 'call' });
  await page.join(call);
  await page.ask('room.leave', {});
  await expect.poll(async () => (await rig.store.meetings.find(call.id))?.state).toBe('ended');

  const meeting = await rig.meeting(owner);
  await page.join(meeting);
  rig.bus.publish('meeting.closed', { meetingId: meeting.id, reason: 'cancelled' });
  await page.heard('room.ended', ({ meetingId }) => meetingId === meeting.id);
});

test('whose session ends, or who may not sign in any more, is out at once', async () => {
  const [owner, first, second] = [await rig.person(), await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  const [one, two] = [await rig.page(first, 'session-1'), await rig.page(second)];
  await one.join(meeting);
  await two.join(meeting);
  rig.bus.publish('session.ended', { sessionId: 'session-1' });
  expect(await one.heard('room.ended')).toMatchObject({ reason: 'refused' });
  rig.bus.publish('user.changed', { userId: second });
  await rig.store.users.update(second, { disabled: true });
  rig.bus.publish('user.changed', { userId: second });
  expect(await two.heard('room.ended')).toMatchObject({ reason: 'refused' });
  expect(rig.rooms.presentIn(meeting.id)).toBe(0);
});

test('messages go by the setting, and what is beside the picture is told to the room', async () => {
  const [owner, member] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner);
  const [chair, page] = [await rig.page(owner), await rig.page(member)];
  await chair.join(meeting);
  await page.join(meeting);
  const text = '<b>\u202e😀</b>';
  expect(await page.code('room.chat', { text })).toBeNull();
  expect(rig.written.at(-1)).toMatchObject({ meetingId: meeting.id, text });
  await chair.act({ act: 'set', settings: { mayChat: false } });
  expect(await page.code('room.chat', { text })).toBe('room.chat');
  expect(await chair.code('room.chat', { text })).toBeNull();
  rig.bus.publish('meeting.papers', { meetingId: meeting.id });
  await page.heard('room.papers');
  expect((await page.ask('room.chat', { text: 'x'.repeat(3000) })).error?.code).toBe('request.invalid');
});
