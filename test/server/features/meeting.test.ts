import { expect, test } from 'vitest';
import { newId } from '../../../server/id.ts';
import { verifyPassword } from '../../../server/password.ts';
import { addScreen, DAY, HOUR, MINUTE, NOBODY, shareMeetings } from './meeting-rig.ts';

const rig = shareMeetings();

async function listed(client: typeof rig.holder, from = Date.now(), until = Date.now() + 2 * DAY): Promise<string[]> {
  const { meetings } = (await client.call('meeting.list', undefined, '', { from: `${from}`, until: `${until}` })).body;
  return meetings.map(({ id }) => id);
}

test('whoever is invited lists and reads it, whoever is not is told so', async () => {
  const screen = await addScreen(rig, rig.towns.otherVillage);
  const invited = { unitIds: [rig.towns.town], siteIds: [screen.siteId], userIds: [rig.ids.villager] };
  const made = await rig.plan({ invited, agenda: '一、雨情\n二、转移' });
  expect(made).toMatchObject({
    ...{ kind: 'scheduled', title: '防汛会商', state: 'planned', ownerId: rig.ids.holder, ownerName: 'holder' },
    ...{ invited, own: true, present: 0, hasPasscode: false, seriesId: null, openedAt: null, endedAt: null },
  });
  for (const client of [rig.holder, rig.villager, screen.client]) {
    expect(await listed(client)).toContain(made.id);
    const { body } = await client.call('meeting.read', undefined, made.id);
    expect([body.title, body.own]).toEqual(['防汛会商', client === rig.holder]);
  }
  expect(await listed(rig.stranger)).not.toContain(made.id);
  expect((await rig.stranger.call('meeting.read', undefined, made.id)).error?.code).toBe('meeting.not-invited');
  expect((await rig.stranger.call('meeting.read', undefined, newId())).error?.code).toBe('meeting.unknown');
});

test('a unit invites those who belong to it and no unit below; a screen comes by its site alone', async () => {
  const screen = await addScreen(rig, rig.towns.town);
  const { id } = await rig.plan({ invited: { ...NOBODY, unitIds: [rig.towns.town] } });
  expect(await listed(rig.holder)).toContain(id);
  expect(await listed(rig.villager)).not.toContain(id);
  expect(await listed(screen.client)).not.toContain(id);
  expect((await screen.client.call('meeting.read', undefined, id)).error?.code).toBe('meeting.not-invited');
});

test('a list holds what touches its span', async () => {
  const startsAt = Date.now() + 10 * DAY;
  const { id } = await rig.plan({ startsAt });
  expect(await listed(rig.villager, startsAt + 30 * MINUTE, startsAt + 40 * MINUTE)).toContain(id);
  expect(await listed(rig.villager, startsAt + HOUR, startsAt + 2 * HOUR)).not.toContain(id);
  expect(await listed(rig.villager, startsAt - HOUR, startsAt)).not.toContain(id);
});

test('who plans must be allowed to in that unit, and that they tried is on record', async () => {
  const reply = await rig.holder.call('meeting.create', rig.facts({ unitId: rig.towns.otherTown }));
  expect(reply.error?.code).toBe('permission.denied');
  const [event] = await rig.store.auditEvents.list(1);
  expect(event).toMatchObject({
    ...{ action: 'meeting.create', outcome: 'refused', unitId: rig.towns.otherTown },
    user: { username: 'holder' },
  });
});

test.each([
  ['ends before it begins', () => ({ endsAt: Date.now() }), 'meeting.times'],
  ['is longer than a day’s work', () => ({ endsAt: Date.now() + 14 * HOUR }), 'meeting.times'],
  ['is over', () => ({ startsAt: Date.now() - 2 * HOUR, endsAt: Date.now() - HOUR }), 'meeting.past'],
  ['invites nobody', () => ({ invited: NOBODY }), 'meeting.invited-none'],
  ['invites a unit that is none', () => ({ invited: { ...NOBODY, unitIds: [newId()] } }), 'org.unknown'],
  ['invites a site that is none', () => ({ invited: { ...NOBODY, siteIds: [newId()] } }), 'site.unknown'],
  ['invites a person that is none', () => ({ invited: { ...NOBODY, userIds: [newId()] } }), 'person.unknown'],
  ['is of a unit that is none', () => ({ unitId: newId() }), 'org.unknown'],
  ['hides a direction in its title', () => ({ title: '会商\u202eegnahc' }), 'request.invalid'],
] as const)('one that %s is refused', async (_, changes, code) => {
  expect((await rig.holder.call('meeting.create', rig.facts(changes()))).error?.code).toBe(code);
});

test('markup and emoji are kept as they were written', async () => {
  const title = '<img src=x onerror=alert(1)> 👨‍👩‍👧 مرحبا';
  const { id } = await rig.plan({ title });
  expect((await rig.villager.call('meeting.read', undefined, id)).body.title).toBe(title);
});

test('a passcode is kept as a hash, stays where nothing is said of it, and is taken away', async () => {
  const { id, hasPasscode } = await rig.plan({ passcode: '482915' });
  expect(hasPasscode).toBe(true);
  const hash = (await rig.store.meetings.find(id))?.passcodeHash ?? '';
  expect(hash).not.toContain('482915');
  expect(await verifyPassword('482915', hash)).toBe(true);
  const { startsAt, endsAt, invited, title, agenda, lobby } = rig.facts();
  const facts = { startsAt, endsAt, invited, title, agenda, lobby, series: false };
  expect((await rig.holder.call('meeting.update', facts, id)).body.hasPasscode).toBe(true);
  expect((await rig.holder.call('meeting.update', { ...facts, passcode: null }, id)).body.hasPasscode).toBe(false);
  expect(rig.shared.log()).not.toContain('482915');
});

test('a series is made at once, moved together from one on, and cancelled from one on', async () => {
  const startsAt = Date.now() + 20 * DAY;
  const first = await rig.plan({ startsAt, recurrence: { every: 'week', times: 4 } });
  const series = async () => rig.store.meetings.series(first.seriesId ?? '', 0);
  const made = await series();
  expect(made.map((meeting) => meeting.startsAt - startsAt)).toEqual([0, 7 * DAY, 14 * DAY, 21 * DAY]);
  const second = made[1];
  if (second === undefined) throw new Error('there is no second one');
  const { invited, agenda, lobby } = rig.facts();
  const moved = { startsAt: second.startsAt + 2 * HOUR, endsAt: second.endsAt + 3 * HOUR, title: '改期' };
  await rig.holder.call('meeting.update', { ...moved, invited, agenda, lobby, series: true }, second.id);
  const now = await series();
  expect(now.map(({ startsAt: at }) => at - startsAt)).toEqual(
    [0, 7 * DAY, 14 * DAY, 21 * DAY].map((at, index) => (index === 0 ? at : at + 2 * HOUR)),
  );
  expect(now.map(({ title, startsAt: from, endsAt }) => [title, (endsAt - from) / HOUR])).toEqual([
    ['防汛会商', 1],
    ...Array.from({ length: 3 }, () => ['改期', 2]),
  ]);
  expect((await rig.holder.call('meeting.cancel', { series: true }, now[2]?.id)).status).toBe(200);
  expect((await series()).map(({ state }) => state)).toEqual(['planned', 'planned', 'cancelled', 'cancelled']);
  const [event] = await rig.store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'meeting.cancel', outcome: 'done', detail: { title: '改期', meetings: 2 } });
});

test('a series is not moved where one of it, which had times of its own, would end before it begins', async () => {
  const startsAt = Date.now() + 20 * DAY;
  const first = await rig.plan({ startsAt, recurrence: { every: 'week', times: 2 } });
  const { invited, agenda, lobby, title } = rig.facts();
  const change = (endsAt: number, series: boolean) =>
    rig.holder.call('meeting.update', { startsAt, endsAt, title, invited, agenda, lobby, series }, first.id);
  expect((await change(startsAt + 5 * HOUR, false)).status).toBe(200);
  expect((await change(startsAt + HOUR, true)).error?.code).toBe('meeting.times');
  const [, second] = await rig.store.meetings.series(first.seriesId ?? '', 0);
  expect((second?.endsAt ?? 0) - (second?.startsAt ?? 0)).toBe(HOUR);
});

test('what has begun or is over is not changed here', async () => {
  const { id } = await rig.plan();
  const stored = await rig.store.meetings.find(id);
  if (stored === null) throw new Error('it is not there');
  const { startsAt, endsAt, invited, title, agenda, lobby } = rig.facts();
  const facts = { startsAt, endsAt, invited, title, agenda, lobby, series: false };
  for (const [state, code] of [
    ['open', 'meeting.running'],
    ['ended', 'meeting.ended'],
    ['cancelled', 'meeting.cancelled'],
  ] as const) {
    await rig.store.meetings.save({ ...stored, state });
    expect((await rig.holder.call('meeting.update', facts, id)).error?.code).toBe(code);
    expect((await rig.holder.call('meeting.cancel', { series: false }, id)).error?.code).toBe(code);
  }
});

test('those of the unit and above look after what somebody left behind; others do not', async () => {
  const { id } = await rig.plan({ invited: { ...NOBODY, userIds: [rig.ids.stranger] } });
  expect((await rig.stranger.call('meeting.cancel', { series: false }, id)).error?.code).toBe('permission.denied');
  const [event] = await rig.store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'meeting.cancel', outcome: 'refused', target: { id } });
  expect((await rig.villager.call('meeting.read', undefined, id)).error?.code).toBe('meeting.not-invited');
  await rig.store.users.addRole(rig.ids.villager, 'duty-officer', rig.towns.town, null);
  expect((await rig.villager.call('meeting.read', undefined, id)).body.own).toBe(true);
  expect((await rig.villager.call('meeting.cancel', { series: false }, id)).status).toBe(200);
  const [given] = (await rig.store.users.roles(rig.ids.villager)).filter(({ role }) => role === 'duty-officer');
  await rig.store.users.removeRole(given?.id ?? '');
});

test('pages of all whom it concerns are told of each change, and no others', async () => {
  const pages = await Promise.all([rig.holder.open(), rig.villager.open(), rig.stranger.open()]);
  const [, villager, stranger] = pages;
  const { id } = await rig.plan();
  await villager.heard('meeting.changed');
  const before = villager.all('meeting.changed').length;
  await rig.holder.call('meeting.cancel', { series: false }, id);
  await expect.poll(() => villager.all('meeting.changed').length).toBe(before + 1);
  // Its own answer comes after whatever it was told.
  await stranger.askAny('watch.release', {});
  expect(stranger.all('meeting.changed')).toEqual([]);
});

test('a list has an end: of a span with more than a thousand meetings it is said to choose a shorter one', async () => {
  const { store } = rig;
  const found = await store.meetings.find((await rig.plan()).id);
  if (found === null) throw new Error('it is not there');
  const start = Date.now() + 900 * DAY;
  const at = (number: number) => ({
    ...found,
    id: newId(),
    startsAt: start + number * MINUTE,
    endsAt: start + number * MINUTE,
  });
  await store.transaction(async ({ meetings }) => {
    for (let made = 0; made < 1000; made++) await meetings.save(at(made));
  });
  const end = start + 2000 * MINUTE;
  expect(await listed(rig.holder, start - 1, end)).toHaveLength(1000);
  await store.meetings.save(at(1000));
  const span = { from: `${start - 1}`, until: `${end}` };
  expect((await rig.holder.call('meeting.list', undefined, '', span)).error).toMatchObject({
    code: 'meeting.list-many',
  });
  expect(await listed(rig.holder, start - 1, start + 1000 * MINUTE)).toHaveLength(1000);
});
