import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { Invitations } from '../../../server/invitations.ts';
import { newId } from '../../../server/id.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import { SqliteDialect } from '../../../server/store/sqlite-dialect.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { openStore, temporaryFolder } from '../rig.ts';
import { addTwoTowns } from '../two-towns.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const NOBODY = { unitIds: [], siteIds: [], userIds: [] };

async function people(store: Store) {
  const towns = await addTwoTowns(store);
  const ownerId = await addUser(store, 'owner', ['town-official'], towns.town);
  const add = async (changes: Partial<StoredMeeting> = {}): Promise<StoredMeeting> => {
    const meeting: StoredMeeting = {
      ...{ id: newId(), kind: 'scheduled', title: '例会', agenda: '', lobby: true, state: 'planned' },
      ...{ startsAt: NOW, endsAt: NOW + HOUR, unitId: towns.town, ownerId, ownerName: 'owner', seriesId: null },
      ...{ passcodeHash: '$argon2id$', openedAt: null, endedAt: null, invited: NOBODY },
      ...changes,
    };
    await store.meetings.save(meeting);
    return meeting;
  };
  return { towns, ownerId, add };
}

test('a meeting comes back as it was saved, and a second saving replaces what may change', async () => {
  const store = await openStore();
  const { towns, add, ownerId } = await people(store);
  const siteId = newId();
  const invited = { unitIds: [towns.village], siteIds: [siteId], userIds: [ownerId] };
  const meeting = await add({ invited, openedAt: NOW, seriesId: newId() });
  expect(await store.meetings.find(meeting.id)).toEqual(meeting);
  const open = { ...meeting, state: 'open' as const, invited: NOBODY };
  await store.meetings.save(open);
  expect(await store.meetings.running()).toEqual([open]);
  expect(await store.meetings.series(meeting.seriesId ?? '', NOW + 1)).toEqual([]);
});

test('it concerns who can sign in and is invited now: people of the units, screens of the sites, and the owner', async () => {
  const store = await openStore();
  const { towns, add, ownerId } = await people(store);
  const inside = await addUser(store, 'inside', [], towns.otherTown);
  const gone = await addUser(store, 'gone', [], towns.otherTown);
  await store.users.update(gone, { disabled: true });
  await addUser(store, 'below', [], towns.otherVillage);
  const named = await addUser(store, 'named', [], towns.county);
  const meeting = await add({ invited: { ...NOBODY, unitIds: [towns.otherTown], userIds: [named] } });
  const guest = { name: '来宾', phone: '', unitId: towns.otherTown, expiresAt: null, passwordHash: '' };
  await store.users.add({ ...guest, username: 'guest', guestOf: meeting.id });
  expect(await new Invitations(store).userIds(meeting)).toEqual([ownerId, inside, named].sort());
});

test('when units merge, meetings and invitations go with the people, and nobody is invited twice', async () => {
  const store = await openStore();
  const { towns, add } = await people(store);
  const both = await add({ unitId: towns.village, invited: { ...NOBODY, unitIds: [towns.village, towns.town] } });
  const one = await add({ invited: { ...NOBODY, unitIds: [towns.village] } });
  await store.transaction(({ orgUnits }) => orgUnits.moveAll(towns.village, towns.town));
  const { unitId, invited } = (await store.meetings.find(both.id)) ?? {};
  expect([unitId, invited?.unitIds]).toEqual([towns.town, [towns.town]]);
  expect((await store.meetings.find(one.id))?.invited.unitIds).toEqual([towns.town]);
});

test('a unit with guests is empty all the same', async () => {
  const store = await openStore();
  const { towns, add } = await people(store);
  const { id } = await add();
  const guest = { name: '来宾', phone: '', unitId: towns.otherVillage, expiresAt: null, passwordHash: '' };
  await store.users.add({ ...guest, username: 'guest', guestOf: id });
  expect(await store.orgUnits.isEmpty(towns.otherVillage)).toBe(true);
});

test('the database itself keeps a secret vote from its voter, whatever the code does', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const { add } = await people(store);
  const { id } = await add();
  const database = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  onTestFinished(() => database.destroy());
  for (const [poll, secret] of [
    ['secret', 1],
    ['named', 0],
  ] as const) {
    await sql`insert into meeting_polls values (${poll}, ${id}, '同意吗', ${secret}, 1, '[]', 0)`.execute(database);
  }
  const vote = (poll: string, voter: string | null, name: string | null) =>
    sql`insert into meeting_votes values (${poll}, ${randomBytes(16).toString('hex')}, ${voter}, ${name}, 0)`.execute(
      database,
    );
  await expect(vote('secret', 'somebody', null)).rejects.toMatchObject({ problem: 'conflict' });
  await expect(vote('secret', null, '张三')).rejects.toMatchObject({ problem: 'conflict' });
  await vote('secret', null, null);
  await vote('named', 'somebody', '张三');
  await expect(vote('named', 'somebody', '张三')).rejects.toMatchObject({ problem: 'conflict' });
  const unmask = sql`update meeting_polls set secret = 0 where id = 'secret'`.execute(database);
  await expect(unmask).rejects.toMatchObject({ problem: 'conflict' });
  // Neither table tells by itself which row came first.
  for (const table of ['meeting_votes', 'meeting_voters']) {
    await expect(sql`select rowid from ${sql.table(table)}`.execute(database)).rejects.toThrow('rowid');
  }
});
