import { expect, test } from 'vitest';
import { MOST_PEOPLE } from '../../../server/contract/meeting-room.ts';
import { sha256 } from '../../../server/keys.ts';
import { guestActions } from '../../../server/permissions.ts';
import { Client, refusal } from '../rig.ts';
import { DAY, guestIn, shareMeetings } from './meeting-rig.ts';

const rig = shareMeetings();

async function withLink(changes?: Parameters<typeof rig.plan>[0]) {
  const meeting = await rig.plan(changes);
  const { token } = (await rig.holder.call('meeting.guestLink', {}, meeting.id)).body;
  return { meeting, token };
}

test('many guests come by one link, each as somebody of their own, and read their meeting and nothing else', async () => {
  const { meeting, token } = await withLink({ agenda: '说明' });
  const other = await rig.plan();
  const { client, meetingId } = await guestIn(rig, token, '李大爷');
  expect(meetingId).toBe(meeting.id);
  expect(client.user).toMatchObject({ name: '李大爷', roles: [], guestOf: meeting.id, mustEnrol: false });
  const second = await guestIn(rig, token, '李大爷');
  expect(second.client.user?.id).not.toBe(client.user?.id);
  const { body } = await client.call('meeting.read', undefined, meeting.id);
  expect(body).toMatchObject({ agenda: '说明', own: false, invited: { unitIds: [], siteIds: [], userIds: [] } });
  expect((await client.call('meeting.read', undefined, other.id)).error?.code).toBe('meeting.not-invited');
  const span = { from: '0', until: `${Date.now() + 400 * DAY}` };
  const { meetings } = (await client.call('meeting.list', undefined, '', span)).body;
  expect(meetings.map(({ id }) => id)).toEqual([meeting.id]);
});

test('a guest’s session and socket tell nothing of the tree, of cameras or of others', async () => {
  const { token } = await withLink();
  const { client } = await guestIn(rig, token);
  const session = (await client.call('session.read')).body;
  expect(session.rights).toEqual(Object.fromEntries(guestActions.map((action) => [action, []])));
  expect(session.hasSecondFactor).toBe(false);
  expect(session.lastSignIn).toBeNull();
  const page = await client.open();
  expect((await page.hello).states).toEqual([]);
  // All routes are walked by permissions-matrix.test.ts.
  for (const name of ['org.list', 'camera.list', 'record.views', 'roster.now', 'wall.list', 'person.list'] as const) {
    expect([name, (await client.call(name)).error?.code]).toEqual([name, 'permission.denied']);
  }
});

test('a guest is no person: on no list, with no role, link or password', async () => {
  const { token } = await withLink();
  const { client } = await guestIn(rig, token);
  const { id = '', username = '' } = client.user ?? {};
  expect(await rig.store.people.find(id)).toBeNull();
  const all = { unitIds: Object.values(rig.towns) };
  const { people } = await rig.store.people.list(all, { offset: 0, limit: 1000 });
  expect(people.map((person) => person.username)).not.toContain(username);
  expect(people.length).toBeGreaterThan(0);
  expect(await rig.store.users.roles(id)).toEqual([]);
  expect(await rig.store.users.passwordHash(id)).toBe('');
  const wrong = await client.call('password.change', { current: '', next: 'another long passphrase' });
  expect(wrong.error?.code).toBe('password.wrong');
});

test('of the link only the hash is kept, and no log has it', async () => {
  const { meeting, token } = await withLink();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await rig.store.guests.meetingOf(token)).toBe(meeting.id);
  expect(await rig.store.guests.meetingOf(sha256(token))).toBeNull();
  expect(rig.shared.log()).not.toContain(token);
  const events = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 10);
  expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['meeting.guest-link', 'done'],
    ['meeting.create', 'done'],
  ]);
  expect(JSON.stringify(events)).not.toContain(token);
});

test('a guessed link is refused and counted, one used after the end is, too', async () => {
  expect((await guestIn(rig, 'guessed')).code).toBe('meeting.guest-link');
  const [event] = await rig.store.auditEvents.list(1);
  expect(event).toMatchObject({
    ...{ action: 'meeting.guest-sign-in', outcome: 'refused', user: null },
    detail: { reason: 'wrong token' },
  });
  const { meeting, token } = await withLink();
  expect((await guestIn(rig, token)).code).toBeUndefined();
  await rig.holder.call('meeting.cancel', { series: false }, meeting.id);
  expect((await guestIn(rig, token)).code).toBe('meeting.guest-link');
  expect((await rig.holder.call('meeting.guestLink', {}, meeting.id)).error?.code).toBe('meeting.cancelled');
});

test('when the meeting is over, its guests are gone: page, session and user', async () => {
  const { meeting, token } = await withLink();
  const { client } = await guestIn(rig, token);
  const page = await client.open();
  const id = client.user?.id ?? '';
  await rig.holder.call('meeting.cancel', { series: false }, meeting.id);
  expect([4401, 4403]).toContain(await page.closed);
  expect((await client.call('meeting.read', undefined, meeting.id)).error?.code).toBe('session.required');
  expect(await rig.store.users.find(id)).toBeNull();
  expect(await rig.store.guests.count(meeting.id)).toBe(0);
  const again = await refusal(rig.shared.url, { cookie: client.cookie, origin: rig.shared.url });
  expect(again.code).toBe('session.required');
});

test.each([
  ['only space', '   ', 'request.invalid'],
  ['a hidden turn of direction', '张\u202e三', 'request.invalid'],
  ['more than a line holds', '长'.repeat(41), 'request.invalid'],
  ['more than a request holds', 'x'.repeat(70_000), 'request.too-large'],
])('a name of %s is refused', async (_, name, code) => {
  const { token } = await withLink();
  expect((await guestIn(rig, token, name)).code).toBe(code);
});

test('a name with markup, Arabic and emoji is text', async () => {
  const { token } = await withLink();
  const name = '<b>مريم</b> 👩‍🌾';
  expect((await guestIn(rig, token, name)).client.user?.name).toBe(name);
});

test('there are no more guests than a room holds', async () => {
  const { meeting, token } = await withLink();
  const facts = { name: '某人', phone: '', unitId: rig.towns.town, expiresAt: null, passwordHash: '' };
  await rig.store.transaction(async ({ users }) => {
    for (let number = 0; number < MOST_PEOPLE; number++) {
      await users.add({ ...facts, username: `crowd-${number}`, guestOf: meeting.id });
    }
  });
  expect((await guestIn(rig, token)).code).toBe('meeting.full');
});

test('whoever guesses on is not even looked at, and that is on record', async () => {
  const client = new Client(rig.shared.url, '127.0.8.99');
  await client.start();
  const codes = new Set<string | undefined>();
  for (let number = 0; number < 31; number++) {
    codes.add((await client.call('meeting.guestSignIn', { token: `guess-${number}`, name: '某人' })).error?.code);
  }
  expect([...codes]).toEqual(['meeting.guest-link', 'request.too-many']);
  const refused = async () => {
    const events = await rig.store.auditEvents.search({ units: null, actions: ['meeting.guest-sign-in'] }, 100);
    return events.filter(({ address }) => address === '127.0.8.99').map(({ detail }) => detail['reason']);
  };
  await expect.poll(refused).toContain('too many requests');
  // The first three one by one; the rest is summed up.
  expect((await refused()).filter((reason) => reason === 'wrong token')).toHaveLength(3);
});

test('only who looks after the meeting makes a link', async () => {
  const { id } = await rig.plan();
  expect((await rig.villager.call('meeting.guestLink', {}, id)).error?.code).toBe('permission.denied');
  expect((await rig.stranger.call('meeting.guestLink', {}, id)).error?.code).toBe('permission.denied');
});
