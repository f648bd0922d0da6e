import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { toHubError } from '../../../server/error-mapping.ts';
import { verifyRecord } from '../../../server/features/record/verification.ts';
import { Keys } from '../../../server/keys.ts';
import { AuditBacklog } from '../../../server/store/audit-backlog.ts';
import { SqliteDialect } from '../../../server/store/sqlite-dialect.ts';
import { Store } from '../../../server/store/store.ts';
import { canMount, SmallDisk } from '../../rig/small-disk.ts';
import { anEvent } from '../record.ts';

const mounts = canMount();

/** A store on a disk of its own. */
async function onSmallDisk(megabytes: number): Promise<{ disk: SmallDisk; store: Store; keys: Keys }> {
  const disk = new SmallDisk(megabytes);
  onTestFinished(() => disk.unmount());
  const keys = Keys.load(disk.folder);
  const store = await Store.open(join(disk.folder, 'hub.sqlite'), keys);
  onTestFinished(() => store.close());
  return { disk, store, keys };
}

/** An act with its line, in one transaction; what came of it: `done`, or the code of the error. */
async function act(store: Store, size: number, name = ''): Promise<string> {
  try {
    await store.transaction(async ({ auditEvents, orgUnits }) => {
      await orgUnits.save({ ...(await orgUnits.root()), contactName: name });
      await auditEvents.add(anEvent({ detail: { note: 'x'.repeat(size) } }));
    });
    return 'done';
  } catch (error) {
    return toHubError(error, '').code;
  }
}

async function integrity(folder: string): Promise<unknown> {
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(raw);
  await raw.destroy();
  return rows;
}

test.skipIf(!mounts)(
  'on a full disk nothing is done, nothing is lost or half-written, and then it works again',
  async () => {
    const { disk, store, keys } = await onSmallDisk(6);
    let done = 0;
    // The room that is left runs out at another place each time: in the journal, in its commit, in the file itself.
    for (let round = 0; round < 12; round++) {
      disk.fill(round * 20_000);
      const outcomes = new Set<string>();
      for (let tries = 0; tries < 400 && !outcomes.has('store.full'); tries++) {
        const outcome = await act(store, 200 + round * 400, `act ${done + 1}`);
        outcomes.add(outcome);
        if (outcome === 'done') done++;
      }
      expect([...outcomes].filter((outcome) => outcome !== 'done')).toEqual(['store.full']);
      // Reading goes on.
      expect(await store.auditEvents.list(1)).toHaveLength(Math.min(1, done));
      disk.empty();
      expect((await store.orgUnits.root()).contactName).toBe(done === 0 ? '' : `act ${done}`);
      expect(await act(store, 200, `act ${done + 1}`)).toBe('done');
      done++;
      expect(await verifyRecord(store, keys)).toMatchObject({ intact: true, events: done });
    }
    await store.close();
    expect(await integrity(disk.folder)).toEqual([{ integrity_check: 'ok' }]);
    const again = await Store.open(join(disk.folder, 'hub.sqlite'), keys);
    onTestFinished(() => again.close());
    expect(await verifyRecord(again, keys)).toMatchObject({ intact: true, events: done });
  },
);

test.skipIf(!mounts)(
  'what has happened already is written when there is room again, with its time and in its order',
  async () => {
    const { disk, store } = await onSmallDisk(6);
    const told: unknown[] = [];
    const backlog = new AuditBacklog(store.auditEvents, (error) => told.push(error));
    disk.fill();
    while ((await act(store, 2000)) === 'done');
    const before = (await store.auditEvents.last())?.seq ?? 0;
    for (const at of [1, 2, 3]) await backlog.add(anEvent({ action: 'camera.watch-end', detail: { at } }), at);
    expect((await store.auditEvents.last())?.seq ?? 0).toBe(before);
    disk.empty();
    await backlog.close();
    expect((await store.auditEvents.list(3)).map(({ at }) => at)).toEqual([3, 2, 1]);
    expect(told).toMatchObject([{ problem: 'full' }]);
  },
);
