import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Anchor } from '../../../server/contract/record.ts';
import { Anchoring, anchorDays } from '../../../server/features/record/anchors.ts';
import { verifyRecord } from '../../../server/features/record/verification.ts';
import { Keys } from '../../../server/keys.ts';
import { isSignedBy, readPublicKey } from '../../../server/signature.ts';
import { anchorText } from '../../../server/store/audit-chain.ts';
import { anEvent } from '../record.ts';
import { openStore, temporaryFolder } from '../rig.ts';

/** A moment of June 2026, in the hub's time zone. */
const june = (day: number, hour: number): number => new Date(2026, 5, day, hour).getTime();

async function setUp() {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  return { store, keys: Keys.load(folder), folder: join(folder, 'anchors') };
}

test('each finished day with lines has an anchor, at its last line, once', async () => {
  const parts = await setUp();
  const { auditEvents, auditAnchors } = parts.store;
  for (const at of [june(1, 0), june(1, 23), june(2, 12), june(5, 1), june(6, 1)]) await auditEvents.add(anEvent(), at);
  await anchorDays(parts, june(6, 8));
  await anchorDays(parts, june(6, 9));
  const anchors = await auditAnchors.list();
  expect(anchors.map(({ day, seq }) => [day, seq])).toEqual([
    ['2026-06-01', 2],
    ['2026-06-02', 3],
    ['2026-06-05', 4],
  ]);
  await anchorDays(parts, june(7, 0));
  expect((await auditAnchors.list()).at(-1)).toMatchObject({ day: '2026-06-06', seq: 5 });
  expect(await verifyRecord(parts.store, parts.keys)).toMatchObject({ intact: true, events: 5, anchors: 4 });
});

test('the file of an anchor can be checked by itself, and is written again when it is missing', async () => {
  const parts = await setUp();
  for (const day of [1, 2, 3]) await parts.store.auditEvents.add(anEvent(), june(day, 12));
  await anchorDays(parts, june(3, 13));
  expect(readdirSync(parts.folder)).toEqual(['2026-06-01.json', '2026-06-02.json']);
  const file = join(parts.folder, '2026-06-02.json');
  const text = readFileSync(file, 'utf8');
  const told = JSON.parse(text) as Anchor & { publicKey: string };
  const key = readPublicKey(told.publicKey);
  expect(key !== null && isSignedBy(key, anchorText(told), told.signature)).toBe(true);
  rmSync(file);
  await anchorDays(parts, june(3, 14));
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a clock that jumped leaves a record that is anchored and intact', async () => {
  const parts = await setUp();
  const { auditEvents, auditAnchors } = parts.store;
  await auditEvents.add(anEvent(), june(1, 12));
  await auditEvents.add(anEvent(), new Date(2099, 0, 1).getTime());
  await auditEvents.add(anEvent(), june(2, 12));
  await anchorDays(parts, june(3, 0));
  // The clock is put back, and lives through the second of June again.
  await auditEvents.add(anEvent(), june(2, 13));
  await anchorDays(parts, june(3, 0));
  await auditEvents.add(anEvent(), june(3, 13));
  await anchorDays(parts, june(4, 0));
  expect((await auditAnchors.list()).map(({ day, seq }) => [day, seq])).toEqual([
    ['2026-06-01', 1],
    ['2026-06-02', 3],
    ['2026-06-03', 5],
  ]);
  expect(await verifyRecord(parts.store, parts.keys)).toMatchObject({ intact: true });
});

test('the days that were missed are anchored at the start', async () => {
  const parts = await setUp();
  await parts.store.auditEvents.add(anEvent(), june(1, 12));
  const errors: unknown[] = [];
  const anchoring = new Anchoring({ ...parts, onError: (error) => errors.push(error) });
  await anchoring.close();
  expect(errors).toEqual([]);
  expect(await parts.store.auditAnchors.list()).toHaveLength(1);
});
