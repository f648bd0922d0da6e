import { beforeAll, expect, test } from 'vitest';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { Role } from '../../../server/contract/people.ts';
import { newId } from '../../../server/id.ts';
import { addUser, CODES } from '../people.ts';
import { Client } from '../rig.ts';
import { DAY, guestIn, HOUR, NOBODY, shareMeetings } from './meeting-rig.ts';

const rig = shareMeetings();
const TITLE = '张三家庭调解';
let meeting: Meeting;

beforeAll(async () => {
  const invited = { ...NOBODY, userIds: [rig.ids.villager] };
  meeting = await rig.plan({ kind: 'private', title: TITLE, agenda: '当事人：张三', invited });
});

async function seenBy(client: Client): Promise<string[]> {
  const span = { from: '0', until: `${Date.now() + 400 * DAY}` };
  return (await client.call('meeting.list', undefined, '', span)).body.meetings.map(({ id }) => id);
}

/** All that there is to ask of a planned meeting. */
async function answers(client: Client): Promise<Record<string, string>> {
  const { startsAt, endsAt, invited, title, agenda, lobby } = rig.facts();
  const update = { startsAt, endsAt, invited, title, agenda, lobby, series: false };
  const told = {
    read: await client.call('meeting.read', undefined, meeting.id),
    calendar: await client.call('meeting.calendar', undefined, meeting.id),
    update: await client.call('meeting.update', update, meeting.id),
    cancel: await client.call('meeting.cancel', { series: true }, meeting.id),
    guestLink: await client.call('meeting.guestLink', {}, meeting.id),
    attendance: await client.call('meeting.attendance', undefined, meeting.id),
    attendanceFile: await client.call('meeting.attendanceFile', undefined, meeting.id),
  };
  for (const reply of Object.values(told)) expect(reply.text).not.toContain('张三');
  return Object.fromEntries(Object.entries(told).map(([name, { error }]) => [name, error?.code ?? 'done']));
}

test('its owner and the invited see it, the invited change nothing', async () => {
  expect(await seenBy(rig.holder)).toContain(meeting.id);
  expect(await seenBy(rig.villager)).toContain(meeting.id);
  expect((await rig.villager.call('meeting.read', undefined, meeting.id)).body).toMatchObject({
    ...{ title: TITLE, present: 0, own: false },
  });
  expect((await rig.villager.call('meeting.cancel', { series: false }, meeting.id)).error?.code).toBe(
    'meeting.unknown',
  );
});

test.each(Role.enum.flatMap((role) => (['town', 'county'] as const).map((place) => [role, place] as const)))(
  'for %s of the %s there is none, and nothing is told of who met',
  async (role, place) => {
    const name = `${role}.${place}`;
    await addUser(rig.store, name, [role], rig.towns[place]);
    const from = `127.0.${place === 'town' ? 11 : 12}.${1 + Role.enum.indexOf(role)}`;
    const client = await Client.signIn(rig.shared.url, name, { code: CODES[0] ?? '', from });
    expect(await seenBy(client)).not.toContain(meeting.id);
    const mayHold = ['commander', 'duty-officer', 'town-official', 'village-official'].includes(role);
    const none = 'meeting.unknown';
    const hold = mayHold ? none : 'permission.denied';
    const attendance = mayHold ? 'meeting.private' : 'permission.denied';
    expect(await answers(client)).toEqual({
      ...{ read: none, calendar: none, update: hold, cancel: hold, guestLink: hold },
      ...{ attendance, attendanceFile: attendance },
    });
  },
);

test('attendance is refused to its owner and the invited, too, and the database keeps none', async () => {
  for (const client of [rig.holder, rig.villager]) {
    expect((await client.call('meeting.attendance', undefined, meeting.id)).error?.code).toBe('meeting.private');
    expect((await client.call('meeting.attendanceFile', undefined, meeting.id)).error?.code).toBe('meeting.private');
  }
  const { store, towns, ids } = rig;
  const stay = { id: newId(), meetingId: meeting.id, userId: ids.villager, name: '', unitId: towns.town };
  const entering = store.attendances.enter({ ...stay, isGuest: false, at: 0 });
  await expect(entering).rejects.toMatchObject({ problem: 'conflict' });
  const marking = store.attendances.mark(meeting.id, { kind: 'person', id: ids.villager }, 'present');
  await expect(marking).rejects.toMatchObject({ problem: 'conflict' });
});

test('the record and the log name neither what it is about, nor the invited, nor its guests', async () => {
  const { token } = (await rig.holder.call('meeting.guestLink', {}, meeting.id)).body;
  const { client } = await guestIn(rig, token, '张三本人');
  expect((await client.call('meeting.read', undefined, meeting.id)).body.title).toBe(TITLE);
  const events = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 100);
  expect(events.map(({ action, user, detail, address }) => [action, user?.username, detail, address])).toEqual([
    ['meeting.guest-sign-in', undefined, { kind: 'private' }, ''],
    ['meeting.guest-link', 'holder', { kind: 'private' }, '127.0.8.1'],
    ['meeting.create', 'holder', { kind: 'private', meetings: 1 }, '127.0.8.1'],
  ]);
  expect(rig.shared.log()).not.toContain('张三');
});

test('once it is over it is not even kept who was invited, and its guests have never been', async () => {
  const stored = await rig.store.meetings.find(meeting.id);
  if (stored === null) throw new Error('it is not there');
  expect(await rig.store.guests.count(meeting.id)).toBe(1);
  await rig.holder.call('meeting.cancel', { series: false }, meeting.id);
  await expect.poll(() => rig.store.guests.count(meeting.id)).toBe(0);
  expect((await rig.store.meetings.find(meeting.id))?.invited).toEqual(NOBODY);
  expect(await seenBy(rig.villager)).not.toContain(meeting.id);
  expect(await seenBy(rig.holder)).toContain(meeting.id);
});

test('it stays private: no write makes another kind of it', async () => {
  const { id } = await rig.plan({ kind: 'private', startsAt: Date.now() + 3 * HOUR });
  const stored = await rig.store.meetings.find(id);
  if (stored === null) throw new Error('it is not there');
  await rig.store.meetings.save({ ...stored, kind: 'scheduled', title: '别的' });
  expect(await rig.store.meetings.find(id)).toMatchObject({ kind: 'private', title: '别的' });
});
