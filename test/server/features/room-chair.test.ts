import { expect, onTestFinished, test, vi } from 'vitest';
import type { ChairAct, Participant } from '../../../server/contract/meeting-room.ts';
import { newId } from '../../../server/id.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import { voiceParameters } from '../../rig/attendee-stream.ts';
import { type RoomPage, shareRooms } from './room-rig.ts';

const rig = shareRooms();

interface Sitting {
  meeting: StoredMeeting;
  chair: RoomPage;
  chairId: string;
  pages: RoomPage[];
  ids: string[];
}

/** A meeting with its chair and so many others. */
async function sit(others: number, changes: Partial<StoredMeeting> = {}): Promise<Sitting> {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner, changes);
  const chair = await rig.page(owner);
  const { participantId: chairId } = await chair.join(meeting);
  const pages: RoomPage[] = [];
  const ids: string[] = [];
  for (let made = 0; made < others; made++) {
    const page = await rig.page(await rig.person(made === 0 ? rig.towns.county : rig.towns.town));
    ids.push((await page.join(meeting)).participantId);
    pages.push(page);
  }
  return { meeting, chair, chairId, pages, ids };
}

/** What a page is told of a participant, when it fits. */
async function told(page: RoomPage, id: string, fits: (one: Participant) => boolean): Promise<Participant> {
  const isIt = (one: Participant): boolean => one.id === id && fits(one);
  const { changed } = await page.heard('room.participants', (news) => news.changed.some(isIt));
  return changed.find(isIt) as Participant;
}

async function lines(meeting: StoredMeeting, action?: string) {
  const found = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 100);
  return found.filter((line) => action === undefined || line.action === action);
}

test('whatever a modified client of a member, a guest or a co-chair asks for that is a chair’s is refused and on record', async () => {
  const { meeting, chair, chairId, pages, ids } = await sit(2);
  const [member, assistant] = pages as [RoomPage, RoomPage];
  const [, assistantId = ''] = ids;
  const visitor = await rig.page(await rig.guest(meeting.id));
  const { participantId: guestId } = await visitor.join(meeting);
  expect(await chair.act({ act: 'co-chair', participantId: assistantId, on: true })).toBeNull();
  const acts: ChairAct[] = [
    { act: 'admit', waitingId: newId() },
    { act: 'turn-away', waitingId: newId() },
    { act: 'mute', participantId: chairId, source: 'microphone' },
    { act: 'unmute', participantId: guestId, source: 'microphone' },
    { act: 'mute-all' },
    { act: 'set', settings: { mayUnmute: true } },
    { act: 'call', participantId: guestId, seconds: 60 },
    { act: 'call-next', seconds: 60 },
    { act: 'end-floor', participantId: chairId },
    { act: 'lower-hand', participantId: chairId },
    { act: 'roll-call', begin: true },
    { act: 'roll-mark', at: 0, mark: 'present' },
    { act: 'extend', minutes: 5 },
    { act: 'remove', participantId: chairId },
    { act: 'hand-over', participantId: guestId },
    { act: 'co-chair', participantId: guestId, on: true },
    { act: 'ring-absent' },
    { act: 'end' },
  ];
  for (const page of [member, visitor]) {
    for (const act of acts) expect([act.act, await page.act(act)]).toEqual([act.act, 'room.chair']);
  }
  const refused = (await lines(meeting)).filter(({ outcome }) => outcome === 'refused');
  expect(refused).toHaveLength(2 * acts.length);
  expect(refused.every(({ detail }) => detail['reason'] === 'room.chair')).toBe(true);
  // A co-chair does the rest, but nothing to the chair.
  expect(await assistant.act({ act: 'end' })).toBe('room.chair');
  expect(await assistant.act({ act: 'hand-over', participantId: assistantId })).toBe('room.chair');
  expect(await assistant.act({ act: 'remove', participantId: chairId })).toBe('room.chair-target');
  expect(await assistant.act({ act: 'mute', participantId: chairId, source: 'microphone' })).toBe('room.chair-target');
  expect(await chair.act({ act: 'hand-over', participantId: guestId })).toBe('room.standing');
  expect(await chair.act({ act: 'mute', participantId: newId(), source: 'camera' })).toBe('room.participant');
  const cameras = { channelId: newId(), grantId: newId() };
  expect(await visitor.code('room.bringCamera', cameras)).not.toBeNull();
  expect((await rig.store.meetings.find(meeting.id))?.state).toBe('open');
});

test('hands are called in their order, and the floor ends by time or by hand', async () => {
  const { chair, pages, ids } = await sit(2);
  const [first = '', second = ''] = ids;
  expect(await chair.act({ act: 'call-next', seconds: 60 })).toBe('room.no-hands');
  await pages[1]?.ask('room.hand', { raised: true });
  await pages[0]?.ask('room.hand', { raised: true });
  expect(await chair.act({ act: 'call-next', seconds: 60 })).toBeNull();
  const called = await told(chair, second, ({ floorUntil }) => floorUntil !== null);
  expect(called.handAt).toBeNull();
  expect(await chair.act({ act: 'call-next', seconds: 10 })).toBeNull();
  await told(chair, first, ({ floorUntil }) => floorUntil !== null);
  // Whoever had the floor has spoken.
  const last = (): Participant | undefined =>
    chair
      .all('room.participants')
      .flatMap(({ changed }) => changed)
      .findLast(({ id }) => id === second);
  await expect.poll(() => last()?.floorUntil).toBeNull();
  expect(await chair.act({ act: 'lower-hand', participantId: first })).toBeNull();
  expect(await chair.act({ act: 'end-floor', participantId: first })).toBeNull();
});

test('settings hold for all and for who comes later; what is shown large must be there', async () => {
  const { meeting, chair, pages, ids } = await sit(1);
  const [id = ''] = ids;
  const settings = { banner: '<i>防汛</i>', layout: 'grid', cycle: 20, spotlight: id, mayShare: false } as const;
  expect(await chair.act({ act: 'set', settings })).toBeNull();
  expect(await pages[0]?.heard('room.settings', ({ banner }) => banner !== '')).toMatchObject(settings);
  expect(await chair.act({ act: 'set', settings: { spotlight: newId() } })).toBe('room.participant');
  const late = await (await rig.page(await rig.person())).join(meeting);
  expect(late.room.settings).toMatchObject(settings);
  await pages[0]?.ask('room.leave', {});
  await chair.heard('room.settings', ({ spotlight, banner }) => spotlight === null && banner !== '');
  const [line] = await lines(meeting, 'room.set');
  expect(line).toMatchObject({ detail: { layout: 'grid', cycle: 20 }, outcome: 'done' });
});

test('who is removed is out, and comes back through the lobby alone', async () => {
  const { meeting, chair, pages, ids } = await sit(1);
  const [page] = pages as [RoomPage];
  expect(await chair.act({ act: 'remove', participantId: ids[0] ?? '' })).toBeNull();
  expect(await page.heard('room.ended')).toEqual({ meetingId: meeting.id, reason: 'removed' });
  await chair.heard('room.participants', ({ left }) => left.includes(ids[0] ?? ''));
  expect((await page.ask('room.join', { meetingId: meeting.id })).data).toEqual({ state: 'waiting' });
  const { waiting } = await chair.heard('room.waiting', (news) => news.waiting.length === 1);
  await chair.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' });
  await page.heard('room.admitted');
  await page.join(meeting);
  const [line] = await lines(meeting, 'room.remove');
  expect(line?.detail).toHaveProperty('person');
});

test('the chair is handed over; where it leaves, the first of the holding unit has it until the owner is back', async () => {
  const { meeting, chair, chairId, pages, ids } = await sit(2);
  const [first = '', second = ''] = ids;
  expect(await chair.act({ act: 'hand-over', participantId: second })).toBeNull();
  await told(chair, second, ({ standing }) => standing === 'chair');
  await told(chair, chairId, ({ standing }) => standing === 'member');
  expect(await chair.act({ act: 'mute-all' })).toBe('room.chair');
  expect(await pages[1]?.act({ act: 'hand-over', participantId: chairId })).toBeNull();

  await chair.ask('room.leave', {});
  await told(pages[0] as RoomPage, first, ({ standing }) => standing === 'chair');
  expect(await pages[0]?.act({ act: 'mute-all' })).toBeNull();
  const back = await chair.join(meeting);
  const standings = back.room.participants.map(({ id, standing }) => [id, standing]);
  expect(Object.fromEntries(standings)).toMatchObject({ [chairId]: 'chair', [first]: 'co-chair', [second]: 'member' });
});

test('who had the chair, and was out when it went to somebody else, comes back without it', async () => {
  const { meeting, chair, pages, ids } = await sit(1);
  const [next = ''] = ids;
  const third = await rig.page(await rig.person());
  const { participantId: thirdId } = await third.join(meeting);
  const [holder] = pages as [RoomPage];
  expect(await chair.act({ act: 'hand-over', participantId: next })).toBeNull();
  await chair.ask('room.leave', {});
  await holder.ask('room.leave', {});
  await told(third, thirdId, ({ standing }) => standing === 'chair');
  const { room } = await holder.join(meeting);
  expect(room.participants.find(({ id }) => id === next)?.standing).toBe('member');
  expect(await holder.act({ act: 'mute-all' })).toBe('room.chair');
});

test('in a lecture who is a co-chair, or the chair, no more sends no more', async () => {
  const { chair, chairId, pages, ids } = await sit(2, { kind: 'lecture' });
  const [first = '', second = ''] = ids;
  const send = (page: RoomPage | undefined, ssrc: number) =>
    page?.code('room.produce', { source: 'microphone', rtpParameters: voiceParameters(ssrc) });
  await chair.act({ act: 'co-chair', participantId: first, on: true });
  expect(await send(pages[0], 1)).toBeNull();
  expect(await send(chair, 2)).toBeNull();
  const isMuted = ({ sources }: Participant): boolean =>
    sources.some(({ source, state }) => source === 'microphone' && state === 'muted');
  await chair.act({ act: 'co-chair', participantId: first, on: false });
  await told(chair, first, isMuted);
  expect(await chair.act({ act: 'hand-over', participantId: second })).toBeNull();
  await told(chair, chairId, isMuted);
  expect(await chair.code('room.source', { source: 'microphone', state: 'on' })).toBe('room.floor');
});

test('whoever may not act keeps no chair waiting, and does not wait for one', async () => {
  const { chair, pages, ids } = await sit(1);
  const { auditEvents } = rig.store;
  const add = auditEvents.add.bind(auditEvents);
  const written = Promise.withResolvers<undefined>();
  const spy = vi.spyOn(auditEvents, 'add').mockImplementation(async (event) => {
    if (event.action === 'room.mute') await written.promise;
    await add(event);
  });
  onTestFinished(() => spy.mockRestore());
  const muting = chair.act({ act: 'mute', participantId: ids[0] ?? '', source: 'camera' });
  await expect.poll(() => spy.mock.calls.some(([{ action }]) => action === 'room.mute')).toBe(true);
  expect(await pages[0]?.act({ act: 'mute-all' })).toBe('room.chair');
  written.resolve(undefined);
  expect(await muting).toBeNull();
});

test('who leaves while a chair acts upon them has left for all', async () => {
  const { chair, pages, ids } = await sit(1);
  const { auditEvents } = rig.store;
  const add = auditEvents.add.bind(auditEvents);
  const [page] = pages as [RoomPage];
  const spy = vi.spyOn(auditEvents, 'add').mockImplementation(async (event) => {
    if (event.action === 'room.mute') await page.ask('room.leave', {});
    await add(event);
  });
  onTestFinished(() => spy.mockRestore());
  const participantId = ids[0] ?? '';
  expect(await chair.act({ act: 'mute', participantId, source: 'camera' })).toBeNull();
  await chair.heard('room.participants', ({ left }) => left.includes(participantId));
});

test('while the chair’s line is cut, a co-chair acts in full', async () => {
  const { meeting, chair, pages, ids } = await sit(1);
  const [assistant] = pages as [RoomPage];
  await chair.act({ act: 'co-chair', participantId: ids[0] ?? '', on: true });
  expect(await assistant.act({ act: 'end' })).toBe('room.chair');
  await chair.cut();
  await assistant.heard('room.participants', ({ changed }) => changed.some(({ present }) => !present));
  expect(await assistant.act({ act: 'end' })).toBeNull();
  await assistant.heard('room.ended', ({ reason }) => reason === 'ended');
  expect((await rig.store.meetings.find(meeting.id))?.state).toBe('ended');
});

test('extending and ending are written with the act; the absent are rung', async () => {
  const { meeting, chair, pages } = await sit(1);
  expect(await chair.act({ act: 'extend', minutes: 30 })).toBeNull();
  const endsAt = meeting.endsAt + 30 * 60_000;
  expect((await pages[0]?.heard('room.settings'))?.endsAt).toBe(endsAt);
  expect((await rig.store.meetings.find(meeting.id))?.endsAt).toBe(endsAt);
  for (let times = 0; times < 3; times++) await chair.act({ act: 'extend', minutes: 240 });
  expect(await chair.act({ act: 'extend', minutes: 240 })).toBe('room.longest');

  const rung: string[][] = [];
  const end = rig.bus.subscribe('meeting.ringAbsent', ({ present }) => rung.push(present));
  expect(await chair.act({ act: 'ring-absent' })).toBeNull();
  end();
  expect(rung).toEqual([[expect.any(String), expect.any(String)]]);
  expect(await chair.act({ act: 'end' })).toBeNull();
  for (const page of [chair, ...pages]) await page.heard('room.ended', ({ reason }) => reason === 'ended');
  expect((await lines(meeting)).map(({ action }) => action)).toEqual([
    ...['room.end', 'room.ring-absent', 'room.extend', 'room.extend', 'room.extend', 'room.open'],
  ]);
});

test('a roll call goes through units and sites with the absent ones, and the sheet is right to the site', async () => {
  const { towns, store } = rig;
  const site = { id: newId(), unitId: towns.village, name: '东村监控室', kind: 'monitoring-room' } as const;
  await store.sites.add(site);
  const unitIds = [towns.town, towns.otherTown, towns.otherVillage];
  const owner = await rig.person();
  const meeting = await rig.meeting(owner, { invited: { unitIds, siteIds: [site.id], userIds: [] } });
  const [chair, page] = [await rig.page(owner), await rig.page(await rig.person(towns.town))];
  await chair.join(meeting);
  const { participantId } = await page.join(meeting);
  expect(await chair.act({ act: 'roll-mark', at: 0, mark: 'present' })).toBe('room.roll-call');

  expect(await chair.act({ act: 'roll-call', begin: true })).toBeNull();
  const { rollCall } = await chair.heard('room.rollCall', (news) => news.rollCall !== null);
  const order = rollCall?.entries.map(({ kind, id }) => [kind, id]) ?? [];
  expect(order).toHaveLength(4);
  expect(order.indexOf(order.find(([, id]) => id === site.id) ?? [])).toBe(
    order.indexOf(order.find(([, id]) => id === towns.town) ?? []) + 1,
  );
  let late: string | null = null;
  for (const [at, [kind, id]] of order.entries()) {
    if (id === towns.town) {
      await page.heard('room.settings', ({ spotlight }) => spotlight === participantId);
      await told(chair, participantId, ({ floorUntil }) => floorUntil !== null);
    }
    // This one comes in only while it is called.
    if (id === towns.otherTown) {
      const slow = await rig.page(await rig.person(towns.otherTown));
      late = (await slow.join(meeting)).participantId;
      await slow.heard('room.settings', ({ spotlight }) => spotlight === late);
    }
    const isHere = kind === 'unit' && (id === towns.town || id === towns.otherTown);
    expect(await chair.act({ act: 'roll-mark', at, mark: isHere ? 'present' : 'absent' })).toBeNull();
  }
  const { marks } = await store.attendances.list(meeting.id);
  const present = marks.filter(({ mark }) => mark === 'present').map(({ id }) => id);
  expect(present.sort()).toEqual([towns.town, towns.otherTown].sort());
  expect(marks).toHaveLength(4);
  const [line, ...more] = await lines(meeting, 'room.roll-call');
  expect(more).toEqual([]);
  expect(line?.detail).toEqual({ called: 4, present: 2, absent: 2 });
  await told(chair, late ?? '', ({ floorUntil }) => floorUntil === null);
  expect(await chair.act({ act: 'roll-call', begin: false })).toBeNull();
  await chair.heard('room.rollCall', (news) => news.rollCall === null);
});
