import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalBus } from '../../../server/cluster/local.ts';
import { RING, type RingState } from '../../../server/contract/meeting.ts';
import type { User } from '../../../server/contract/session.ts';
import { CallService } from '../../../server/features/call/service.ts';
import { Invitations } from '../../../server/invitations.ts';
import { newId } from '../../../server/id.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { openStore } from '../rig.ts';
import { addTwoTowns, type TwoTowns } from '../two-towns.ts';
import { addMeeting, codeOf, NOBODY, type SomePage, SomePages, SomeRooms, userOf } from './meeting-side-rig.ts';

let store: Store;
let towns: TwoTowns;
let bus: LocalBus;
let rooms: SomeRooms;
let pages: SomePages;
let calls: CallService;
let commander: User;
let townsman: User;
let villager: User;
let neighbour: User;

beforeEach(async () => {
  store = await openStore();
  towns = await addTwoTowns(store);
  const add = async (name: string, role: 'commander' | 'town-official' | 'village-official', unitId: string) =>
    userOf(store, await addUser(store, name, [role], unitId));
  commander = await add('commander', 'commander', towns.county);
  townsman = await add('townsman', 'town-official', towns.town);
  villager = await add('villager', 'village-official', towns.village);
  neighbour = await add('neighbour', 'village-official', towns.otherVillage);
  [bus, rooms, pages] = [new LocalBus(), new SomeRooms(), new SomePages()];
  const onError = (error: unknown): void => expect.fail(String(error));
  calls = new CallService({ store, bus, rooms, pages, invitations: new Invitations(store), onError });
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  calls.close();
  vi.useRealTimers();
});

const by = (user: User): SignedIn => ({ user, address: '127.0.0.1' });
const call = (user: User, invited: Partial<typeof NOBODY>, title = '') =>
  calls.call(by(user), { title, invited: { ...NOBODY, ...invited } });
const answer = (user: User, meetingId: string, accept: boolean, reason = '') =>
  calls.answer(by(user), { meetingId, accept, reason });

/** For good, as a room tells it. */
function leave(meetingId: string, { id: userId }: User): void {
  rooms.leave(meetingId, userId);
  bus.publish('meeting.left', { meetingId, userId });
}

/** How it stands with each, as the page was told last, when the moment has passed. */
function standOf(page: SomePage): Record<string, RingState> {
  vi.advanceTimersByTime(50);
  const last = page.all('meeting.called').at(-1);
  return Object.fromEntries(last?.called.map(({ name, state }) => [name, state]) ?? []);
}

/** Puts up a screen in a site of the town, whose rule lets it answer after so many seconds. */
async function addScreen(answersAfter: number | null): Promise<{ siteId: string; user: User }> {
  const siteId = newId();
  await store.sites.add({ id: siteId, unitId: towns.town, name: '会议室', kind: 'monitoring-room' });
  const facts = { username: 'screen', name: '会议室屏幕', phone: '', unitId: towns.town, passwordHash: '' };
  const userId = await store.users.add({ ...facts, expiresAt: Date.now() + 86_400_000, isScreen: true });
  await store.users.addRole(userId, 'site-screen', towns.town, null);
  const leave = { purpose: 'duty-patrol', source: 'approval', reason: '', shiftId: null, pending: true } as const;
  const span = { startsAt: Date.now(), endsAt: Date.now() + 86_400_000 };
  const grant = await store.grants.add({ ...leave, userId, unitId: towns.town, ...span });
  await store.kiosks.add({ id: newId(), userId, siteId, grantId: grant.id, createdBy: 'x' }, 'token');
  await store.answerRules.save({ siteId, answersAfter });
  return { siteId, user: await userOf(store, userId) };
}

test('a call rings on every page of all it is for; one answer ends it on the others, and the caller sees how it stands', async () => {
  const caller = pages.open(commander);
  const [desk, phone] = [pages.open(townsman), pages.open(townsman)];
  const village = pages.open(villager);
  const other = pages.open(neighbour);
  const made = await call(commander, { unitIds: [towns.town], userIds: [villager.id, neighbour.id] });
  expect(made).toMatchObject({ kind: 'call', state: 'planned', own: true, present: 0, ownerId: commander.id });
  expect(made.endsAt - made.startsAt).toBe(4 * 3_600_000);
  for (const page of [desk, phone, village, other]) {
    const who = { title: made.title, callerName: 'commander', callerUnit: made.title.split(' ')[0] };
    expect(page.all('meeting.ring')).toEqual([
      { meetingId: made.id, ...who, until: Date.now() + RING, answersAt: null },
    ]);
  }
  expect(caller.all('meeting.ring')).toEqual([]);
  rooms.enter(made.id, commander.id, 'chair');

  await answer(townsman, made.id, true);
  expect(phone.all('meeting.ringEnded')).toEqual([{ meetingId: made.id }]);
  await answer(villager, made.id, false, '在处理\n 警情');
  expect(standOf(caller)).toEqual({ townsman: 'accepted', villager: 'declined', neighbour: 'ringing' });
  expect(caller.all('meeting.called').at(-1)?.called[1]?.reason).toBe('在处理  警情');
  expect(rooms.told.at(-1)).toEqual({
    meetingId: made.id,
    name: 'meeting.called',
    data: caller.all('meeting.called').at(-1),
  });

  vi.advanceTimersByTime(RING + 1000);
  expect(standOf(caller)).toMatchObject({ townsman: 'accepted', neighbour: 'missed' });
  expect(other.all('meeting.ringEnded')).toHaveLength(1);
  // Whoever answers late has answered.
  await answer(neighbour, made.id, true);
  expect(standOf(caller)).toMatchObject({ neighbour: 'accepted' });
  const lines = (await store.auditEvents.list(20)).map(({ action }) => action);
  expect(lines.filter((action) => action === 'meeting.answer')).toHaveLength(3);
  expect(lines).toContain('meeting.call');
});

test('one may call units in and below one’s own and those above; all else is refused, and on record', async () => {
  const name = async (user: User, invited: Partial<typeof NOBODY>): Promise<string> => codeOf(call(user, invited));
  expect(await name(villager, { unitIds: [towns.town, towns.county, towns.village] })).toBe('done');
  expect(await name(villager, { userIds: [commander.id] })).toBe('done');
  expect(await name(townsman, { unitIds: [towns.village] })).toBe('done');
  expect(await name(villager, { unitIds: [towns.village, towns.otherVillage] })).toBe('meeting.call-scope');
  expect(await name(townsman, { userIds: [neighbour.id] })).toBe('meeting.call-scope');
  const { siteId, user: screen } = await addScreen(null);
  expect(await name(commander, { userIds: [screen.id] })).toBe('person.unknown');
  expect(await name(neighbour, { siteIds: [siteId] })).toBe('meeting.call-scope');
  expect(await name(villager, { siteIds: [siteId] })).toBe('done');
  expect(await name(villager, {})).toBe('meeting.invited-none');
  expect(await name(villager, { unitIds: [newId()] })).toBe('org.unknown');
  expect(await name(villager, { siteIds: [newId()] })).toBe('site.unknown');
  expect(await name(villager, { userIds: [newId()] })).toBe('person.unknown');
  const refused = (await store.auditEvents.list(30)).filter(({ outcome }) => outcome === 'refused');
  expect(refused.map(({ action, user }) => `${action} ${user?.username ?? ''}`).sort()).toEqual([
    'meeting.call neighbour',
    'meeting.call townsman',
    'meeting.call villager',
  ]);
});

test('who has no page open is away; a page that is opened while it rings is told at once', async () => {
  const caller = pages.open(commander);
  const made = await call(commander, { userIds: [townsman.id, villager.id] });
  expect(standOf(caller)).toEqual({ townsman: 'away', villager: 'away' });
  vi.advanceTimersByTime(5000);
  const page = pages.open(townsman);
  calls.greet(page);
  expect(page.all('meeting.ring')).toMatchObject([{ meetingId: made.id, until: made.startsAt + RING }]);
  expect(standOf(caller)).toEqual({ townsman: 'ringing', villager: 'away' });
  rooms.enter(made.id, commander.id, 'chair');
  vi.advanceTimersByTime(RING);
  expect(standOf(caller)).toEqual({ townsman: 'missed', villager: 'away' });
  const late = pages.open(villager);
  calls.greet(late);
  expect(late.told).toEqual([]);
});

test('a caller who leaves before anybody has accepted ends it everywhere, and the call is off', async () => {
  pages.open(commander);
  const page = pages.open(townsman);
  const closed: string[] = [];
  bus.subscribe('meeting.closed', ({ meetingId, reason }) => closed.push(`${meetingId} ${reason}`));
  const made = await call(commander, { userIds: [townsman.id] });
  rooms.enter(made.id, commander.id, 'chair');
  vi.advanceTimersByTime(3000);
  expect(page.all('meeting.ringEnded')).toEqual([]);
  leave(made.id, commander);
  expect(page.all('meeting.ringEnded')).toEqual([{ meetingId: made.id }]);
  await expect.poll(() => closed).toEqual([`${made.id} cancelled`]);
  expect((await store.meetings.find(made.id))?.state).toBe('cancelled');
  expect(await codeOf(answer(townsman, made.id, true))).toBe('meeting.cancelled');
});

test('a caller who leaves while somebody is in, who came without answering, sends nobody out', async () => {
  pages.open(commander);
  const made = await call(commander, { userIds: [townsman.id] });
  const closed: string[] = [];
  bus.subscribe('meeting.closed', ({ meetingId }) => closed.push(meetingId));
  rooms.enter(made.id, commander.id, 'chair');
  rooms.enter(made.id, townsman.id, 'member');
  leave(made.id, commander);
  vi.advanceTimersByTime(RING + 2000);
  expect(closed).toEqual([]);
  expect((await store.meetings.find(made.id))?.state).toBe('planned');
  expect(vi.getTimerCount()).toBe(0);
});

test('a caller who closes the page on the way in may come back for a moment; one who does not ends it', async () => {
  const caller = pages.open(commander);
  const page = pages.open(townsman);
  const made = await call(commander, { userIds: [townsman.id] });
  pages.shut(caller);
  vi.advanceTimersByTime(8000);
  const again = pages.open(commander);
  calls.greet(again);
  expect(standOf(again)).toEqual({ townsman: 'ringing' });
  vi.advanceTimersByTime(8000);
  expect(page.all('meeting.ringEnded')).toEqual([]);
  pages.shut(again);
  vi.advanceTimersByTime(11_000);
  expect(page.all('meeting.ringEnded')).toEqual([{ meetingId: made.id }]);
  await expect.poll(async () => (await store.meetings.find(made.id))?.state).toBe('cancelled');
});

test('once somebody has accepted, the caller may leave and the others are rung on; the end of the meeting ends it', async () => {
  pages.open(commander);
  const page = pages.open(villager);
  const made = await call(commander, { userIds: [townsman.id, villager.id] });
  rooms.enter(made.id, commander.id, 'chair');
  await answer(townsman, made.id, true);
  leave(made.id, commander);
  vi.advanceTimersByTime(5000);
  expect(page.all('meeting.ringEnded')).toEqual([]);
  expect((await store.meetings.find(made.id))?.state).toBe('planned');
  bus.publish('meeting.closed', { meetingId: made.id, reason: 'ended' });
  expect(page.all('meeting.ringEnded')).toEqual([{ meetingId: made.id }]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a screen answers by itself only where its site’s rule says so, after a countdown that is seen whole', async () => {
  const { siteId, user } = await addScreen(60);
  const screen = pages.open(user);
  pages.open(commander);
  const first = await call(commander, { siteIds: [siteId] });
  const [ring] = screen.all('meeting.ring');
  expect(ring?.answersAt).toBe(first.startsAt + 60_000);
  expect(ring?.until).toBeGreaterThan(first.startsAt + 60_000);
  rooms.enter(first.id, commander.id, 'chair');
  vi.advanceTimersByTime(60_500);
  expect(screen.all('meeting.ringEnded')).toEqual([]);
  bus.publish('meeting.closed', { meetingId: first.id, reason: 'ended' });

  // A screen that comes back meanwhile begins anew; a page beside it in the middle of it sees the same moment.
  pages.shut(screen);
  await store.answerRules.save({ siteId, answersAfter: 10 });
  const second = await call(commander, { siteIds: [siteId] });
  vi.advanceTimersByTime(4000);
  const back = pages.open(user);
  calls.greet(back);
  expect(back.all('meeting.ring')[0]?.answersAt).toBe(second.startsAt + 14_000);
  vi.advanceTimersByTime(2000);
  const beside = pages.open(user);
  calls.greet(beside);
  expect(beside.all('meeting.ring')[0]?.answersAt).toBe(second.startsAt + 14_000);

  await store.answerRules.save({ siteId, answersAfter: null });
  await call(commander, { siteIds: [siteId] });
  expect(back.all('meeting.ring').at(-1)?.answersAt).toBeNull();
});

test('the chair rings those who are not there; in a private meeting no screen answers by itself, and no line names who came', async () => {
  const { siteId, user } = await addScreen(5);
  const invited = { ...NOBODY, siteIds: [siteId], userIds: [townsman.id, villager.id] };
  const meeting = await addMeeting(store, commander, { kind: 'private', invited });
  rooms.enter(meeting.id, commander.id, 'chair');
  const [screen, page, present] = [pages.open(user), pages.open(townsman), pages.open(villager)];
  bus.publish('meeting.ringAbsent', { meetingId: meeting.id, present: [villager.id], by: commander.id });
  await expect.poll(() => page.all('meeting.ring')).toHaveLength(1);
  expect(page.all('meeting.ring')[0]).toMatchObject({ title: '周例会', callerName: 'commander' });
  expect(screen.all('meeting.ring')[0]?.answersAt).toBeNull();
  expect(present.all('meeting.ring')).toEqual([]);
  await answer(townsman, meeting.id, true);
  vi.advanceTimersByTime(RING + 1000);
  expect(screen.all('meeting.ringEnded')).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
  const [line] = await store.auditEvents.list(1);
  expect(line).toMatchObject({ action: 'meeting.answer', user: null, address: '' });
  expect(JSON.stringify(line)).not.toContain(townsman.id);
  // The meeting goes on, whoever of them has gone.
  expect((await store.meetings.find(meeting.id))?.state).toBe('open');
});

test('a call that is over before all are looked up whom it is for rings nobody, and nothing goes on', async () => {
  const page = pages.open(townsman);
  const end = bus.subscribe('meeting.changed', () => calls.close());
  const made = await call(commander, { userIds: [townsman.id] });
  end();
  expect((await store.meetings.find(made.id))?.state).toBe('planned');
  expect(page.all('meeting.ring')).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('nobody answers for a call that is not theirs, or is over', async () => {
  const made = await call(commander, { userIds: [townsman.id] });
  expect(await codeOf(answer(neighbour, made.id, true))).toBe('meeting.unknown');
  expect(await codeOf(answer(townsman, newId(), true))).toBe('meeting.unknown');
  expect(await codeOf(answer(townsman, made.id, false, 'a\u202eb'))).toBe('request.invalid');
  calls.close();
  calls.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('a village of people who answer within a moment is told once, and not once for each', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, async (_, made) =>
      userOf(store, await addUser(store, `one-${made}`, ['village-official'], towns.village)),
    ),
  );
  const [caller, first] = [pages.open(commander), ...people.map((user) => pages.open(user))];
  const made = await call(commander, { userIds: people.map(({ id }) => id) });
  rooms.enter(made.id, commander.id, 'chair');
  standOf(caller);
  const [before, inRoom] = [caller.all('meeting.called').length, rooms.told.length];
  for (const [at, user] of people.entries()) await answer(user, made.id, at > 0, at > 0 ? '' : '在外');
  // Each of them knows at once that it rings no more.
  expect(first?.all('meeting.ringEnded')).toHaveLength(1);
  const stand = standOf(caller);
  expect(Object.values(stand).filter((state) => state === 'accepted')).toHaveLength(19);
  expect(stand['one-0']).toBe('declined');
  expect(caller.all('meeting.called')).toHaveLength(before + 1);
  expect(rooms.told.slice(inRoom).map(({ name }) => name)).toEqual(['meeting.called']);
});

test('what was answered last is told also where the call ends in the same moment', async () => {
  const caller = pages.open(commander);
  pages.open(villager);
  const made = await call(commander, { userIds: [villager.id] });
  standOf(caller);
  await answer(villager, made.id, false, '在外');
  calls.close();
  expect(caller.all('meeting.called').at(-1)?.called[0]).toMatchObject({ state: 'declined', reason: '在外' });
});
