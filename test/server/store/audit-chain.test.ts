import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../../../server/id.ts';
import { Keys } from '../../../server/keys.ts';
import { readPublicKey } from '../../../server/signature.ts';
import { anchorText, chainHash, GENESIS } from '../../../server/store/audit-chain.ts';
import { ChainCheck } from '../../../server/store/chain-check.ts';
import { walkChain } from '../../../server/store/chain-walk.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { migrations } from '../../../server/store/migrations/index.ts';
import { SqliteDialect } from '../../../server/store/sqlite-dialect.ts';
import type { Store } from '../../../server/store/store.ts';
import { anEvent } from '../record.ts';
import { openStore, temporaryFolder } from '../rig.ts';

async function check(store: Store, keys: Keys) {
  const key = readPublicKey(keys.publicKey);
  if (key === null) throw new Error('no key');
  const chain = new ChainCheck(key);
  for await (const item of walkChain(store)) {
    if (item.kind === 'event') chain.link(item.link);
    else chain.anchor(item.anchor);
  }
  return chain.verification;
}

test('lines that are added at the same time make one chain without gaps; what is undone leaves none', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const adding = Array.from({ length: 50 }, async (_, index) => {
    if (index % 2 === 0) await store.auditEvents.add(anEvent());
    else {
      await store.transaction(async ({ auditEvents }) => {
        await auditEvents.add(anEvent());
        await auditEvents.add(anEvent({ action: 'camera.watch-end' }));
        if (index % 10 === 9) throw new Error('undone');
      });
    }
  });
  const undone = (await Promise.allSettled(adding)).filter(({ status }) => status === 'rejected');
  expect(undone).toHaveLength(5);
  expect(await check(store, Keys.load(folder))).toEqual({ intact: true, events: 65, anchors: 0, problem: null });
});

test('the hash is that of the line before, a line feed, and the columns as JSON', async () => {
  const store = await openStore();
  await store.auditEvents.add(anEvent({ user: null, target: null, detail: { n: 1 }, address: '' }), 7);
  const [link] = await store.auditEvents.links(0, 1);
  if (link === undefined) throw new Error('no line');
  expect(link.hash).toBe(chainHash(GENESIS, link));
  const text = JSON.stringify([1, link.id, 7, null, '', 'camera.watch', '', '', 'done', '{"n":1}', '', null, null]);
  expect(link.hash).toBe(createHash('sha256').update(`${GENESIS}\n${text}`).digest('hex'));
});

test('a signature is of one text and one key, and written in one way', () => {
  const [keys, others] = [Keys.load(temporaryFolder()), Keys.load(temporaryFolder())];
  const folder = temporaryFolder();
  expect(Keys.load(folder).publicKey).toBe(Keys.load(folder).publicKey);
  expect(keys.publicKey).not.toBe(others.publicKey);
  const anchor = { day: '2026-01-02', seq: 1, hash: GENESIS, at: 5 };
  const key = readPublicKey(keys.publicKey);
  if (key === null) throw new Error('no key');
  const judge = (signature: string, seq = 1): boolean => {
    const chain = new ChainCheck(key);
    chain.anchor({ ...anchor, seq, signature });
    return chain.verification.problem?.message.en.includes('not signed') === false;
  };
  const good = keys.sign(anchorText(anchor));
  expect(judge(good)).toBe(true);
  expect(judge(good, 2)).toBe(false);
  expect(judge(others.sign(anchorText(anchor)))).toBe(false);
  expect(judge(good.replace('==', ''))).toBe(false);
  expect(readPublicKey('')).toBeNull();
  expect(readPublicKey('not a key')).toBeNull();
});

test('the record of the first version becomes a chain, in its order', async () => {
  const folder = temporaryFolder();
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  await migrate(raw, join(folder, 'hub.sqlite'), migrations.slice(0, 1));
  await sql`insert into hub values (1, ${Keys.load(folder).fingerprint})`.execute(raw);
  const user = newId();
  await sql`insert into users values (${user}, 'admin', 'administrator', 'x', 1, 1)`.execute(raw);
  for (const at of [30, 10, 20]) {
    await sql`insert into audit_events values (${newId()}, ${at}, ${user}, 'admin', 'camera.watch', 'channel', 'c1', 'done',
      ${JSON.stringify({ at })}, '127.0.0.1')`.execute(raw);
  }
  await raw.destroy();

  const store = await openStore(folder);
  expect(store.migrated.from).toBe(1);
  const lines = await store.auditEvents.list(10);
  expect(lines.map(({ seq, at, detail }) => [seq, at, detail['at']])).toEqual([
    [3, 30, 30],
    [2, 20, 20],
    [1, 10, 10],
  ]);
  await store.auditEvents.add(anEvent());
  expect(await check(store, Keys.load(folder))).toMatchObject({ intact: true, events: 4 });
});

test('neither lines nor anchors can be changed or removed', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  await store.auditEvents.add(anEvent());
  await store.auditAnchors.add({ day: '2026-01-02', seq: 1, hash: GENESIS, at: 5, signature: '' });
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  onTestFinished(() => raw.destroy());
  for (const table of ['audit_events', 'audit_anchors']) {
    await expect(sql`delete from ${sql.table(table)}`.execute(raw)).rejects.toThrow('are kept');
    await expect(sql`update ${sql.table(table)} set hash = ''`.execute(raw)).rejects.toThrow('are final');
    await expect(sql`replace into ${sql.table(table)} select * from ${sql.table(table)}`.execute(raw)).rejects.toThrow(
      /are added at the end|are not replaced/,
    );
  }
});
