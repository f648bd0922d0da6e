import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { AuditEvent as Line } from '../../../server/contract/record.ts';
import { anchorDays } from '../../../server/features/record/anchors.ts';
import { checkExport } from '../../../server/features/record/export-check.ts';
import { RecordService } from '../../../server/features/record/service.ts';
import { verifyRecord } from '../../../server/features/record/verification.ts';
import { newId } from '../../../server/id.ts';
import { Keys } from '../../../server/keys.ts';
import { SqliteDialect } from '../../../server/store/sqlite-dialect.ts';
import { addUser, CODES } from '../people.ts';
import { anActor, anEvent } from '../record.ts';
import { Client, openStore, startHub, temporaryFolder } from '../rig.ts';
import { addTwoTowns, storeOf } from '../two-towns.ts';

const DAY = 24 * 3_600_000;
const NOON = new Date(2026, 5, 15, 12).getTime();

async function setUp() {
  const folder = temporaryFolder();
  const [keys, store] = [Keys.load(folder), await openStore(folder)];
  const units = await addTwoTowns(store);
  return { folder, keys, store, units, service: new RecordService(store, keys) };
}

const seqs = (events: Line[]): number[] => events.map(({ seq }) => seq);
const signal = new AbortController().signal;

test('the audit administrator reads everything, an inspector what lies in the own units', async () => {
  const { store, units, service } = await setUp();
  for (const unitId of [units.town, units.village, units.otherTown, undefined, units.otherVillage]) {
    await store.auditEvents.add(anEvent({ unitId }));
  }
  const everything = anActor('audit-administrator', units.county);
  expect(seqs((await service.search(everything, {})).events)).toEqual([5, 4, 3, 2, 1]);
  expect(seqs((await service.search(everything, { unitId: units.town })).events)).toEqual([2, 1]);

  const inspector = anActor('inspector', units.town);
  expect(seqs((await service.search(inspector, {})).events)).toEqual([2, 1]);
  expect(seqs((await service.search(inspector, { unitId: units.village })).events)).toEqual([2]);
  const denied = { code: 'permission.denied' };
  await expect(service.search(inspector, { unitId: units.otherTown })).rejects.toMatchObject(denied);
  await expect(service.search(inspector, { unitId: units.county })).rejects.toMatchObject(denied);
  await expect(service.search(everything, { unitId: newId() })).rejects.toMatchObject({ code: 'org.unknown' });
  await expect(service.search(everything, { from: 5, to: 5 })).rejects.toMatchObject({ code: 'record.window' });
  for (const actor of [inspector, anActor('audit-administrator', units.town), anActor('commander', units.county)]) {
    await expect(service.export(actor)).rejects.toMatchObject(denied);
    await expect(service.verify(actor, signal)).rejects.toMatchObject(denied);
  }
  expect((await store.auditEvents.last())?.seq).toBe(5);
});

test('pages follow each other without a gap, also while lines are added', async () => {
  const { store, units, service } = await setUp();
  const actor = anActor('audit-administrator', units.county);
  for (let index = 0; index < 10; index++) await store.auditEvents.add(anEvent());
  const first = await service.search(actor, { limit: 5 });
  await store.auditEvents.add(anEvent());
  const second = await service.search(actor, { limit: 5, before: first.next ?? 0 });
  expect([seqs(first.events), seqs(second.events)]).toEqual([
    [10, 9, 8, 7, 6],
    [5, 4, 3, 2, 1],
  ]);
  expect([first.next, second.next]).toEqual([6, null]);
});

test('everybody sees who viewed the cameras of the own unit and below, and no more', async () => {
  const { store, units, service } = await setUp();
  await store.auditEvents.add(anEvent({ unitId: units.village }));
  await store.auditEvents.add(anEvent({ unitId: units.town, action: 'channel.test-picture' }));
  await store.auditEvents.add(anEvent({ unitId: units.town, action: 'camera.watch-end' }));
  await store.auditEvents.add(anEvent({ unitId: units.town, action: 'grant.request' }));
  await store.auditEvents.add(anEvent({ unitId: units.town, outcome: 'refused' }));
  await store.auditEvents.add(anEvent({ unitId: units.otherVillage }));
  const townsman = anActor('grid-worker', units.town);
  expect(seqs((await service.views(townsman, {})).events)).toEqual([2, 1]);
  expect(seqs((await service.views(townsman, { unitId: units.village })).events)).toEqual([1]);
  for (const unitId of [units.county, units.otherVillage]) {
    await expect(service.views(townsman, { unitId })).rejects.toMatchObject({ code: 'permission.denied' });
  }
});

test('tampering with the database is found', async () => {
  const { folder, keys, store, units, service } = await setUp();
  const actor = anActor('audit-administrator', units.county);
  for (let day = 3; day >= 0; day--) {
    for (let line = 0; line < 3; line++) await store.auditEvents.add(anEvent(), NOON - day * DAY);
  }
  await anchorDays({ store, keys, folder: join(folder, 'anchors') }, NOON);
  expect(await service.verify(actor, signal)).toEqual({ intact: true, events: 13, anchors: 3, problem: null });

  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  onTestFinished(() => raw.destroy());
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(raw);
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(raw);
  /** Does it, checks, and puts everything back. */
  const after = async (...statements: string[]) => {
    await sql`create table kept_events as select * from audit_events`.execute(raw);
    await sql`create table kept_anchors as select * from audit_anchors`.execute(raw);
    for (const statement of statements) await sql.raw(statement).execute(raw);
    const found = await verifyRecord(store, keys);
    for (const name of ['events', 'anchors']) {
      await sql.raw(`delete from audit_${name}`).execute(raw);
      await sql.raw(`insert into audit_${name} select * from kept_${name}`).execute(raw);
      await sql.raw(`drop table kept_${name}`).execute(raw);
    }
    return found.problem?.seq ?? null;
  };
  expect(await after()).toBeNull();
  expect(await after(`update audit_events set username = 'dutY' where seq = 5`)).toBe(5);
  expect(await after(`update audit_events set purpose = 'whim' where seq = 5`)).toBe(5);
  expect(await after(`update audit_events set hash = replace(hash, 'a', 'b') where seq = 5`)).toBe(5);
  expect(await after(`delete from audit_events where seq = 6`)).toBe(6);
  expect(await after(`delete from audit_events where seq = 1`)).toBe(1);
  expect(
    await after(
      `update audit_events set seq = -seq where seq in (4, 5)`,
      `update audit_events set seq = seq + 9 where seq < 0`,
    ),
  ).toBe(4);
  expect(await after(`delete from audit_events where seq > 8`)).toBe(9);
  expect(await after(`update audit_anchors set signature = 'x' where seq = 6`)).toBe(7);
  expect(
    await after(`update audit_anchors set hash = (select hash from audit_events where seq = 2) where seq = 3`),
  ).toBe(4);
});

test('the whole way: search, check and export by HTTP, and the export is intact without the hub', async () => {
  const folder = temporaryFolder();
  const before = await storeOf(folder);
  await addUser(before, 'auditor', ['audit-administrator']);
  await before.close();
  const { url } = await startHub({ HUB_DATA: folder });
  const auditor = await Client.signIn(url, 'auditor', { code: CODES[0] ?? '' });
  const { body: found } = await auditor.fetch<{ events: Line[] }>('/api/v1/record?username=AUDITOR&limit=1');
  expect(found.events).toMatchObject([{ action: 'session.sign-in', outcome: 'done' }]);
  expect((await auditor.call('record.verify')).body).toMatchObject({ intact: true });

  const exported = await auditor.call('record.export');
  expect(exported.headers.get('content-type')).toContain('application/x-ndjson');
  const { keyFingerprint } = (await auditor.call('record.anchors')).body;
  const chunks = (async function* () {
    yield await Promise.resolve(Buffer.from(exported.text));
  })();
  expect(await checkExport(chunks, keyFingerprint)).toMatchObject({ intact: true });
  const last = exported.text.trimEnd().split('\n').at(-2) ?? '';
  expect(JSON.parse(last)).toMatchObject({ action: 'record.export', username: 'auditor', outcome: 'done' });

  const technician = await Client.signIn(url);
  for (const name of ['record.search', 'record.export', 'record.verify', 'record.anchors'] as const) {
    expect((await technician.call(name)).error?.code).toBe('permission.denied');
  }
});
