import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { verifyRecord } from '../../server/features/record/verification.ts';
import { Keys } from '../../server/keys.ts';
import { SqliteDialect } from '../../server/store/sqlite-dialect.ts';
import { Store } from '../../server/store/store.ts';
import { startFleet } from '../fleet/index.ts';
import { HubClient } from '../rig/hub-client.ts';
import { freePort, startHub } from '../rig/hub-process.ts';
import { addPeople, TECHNICIAN } from '../rig/people.ts';
import { canMount, SmallDisk } from '../rig/small-disk.ts';
import { Viewer } from '../rig/viewer.ts';
import { cameraOf, QUICK, sourceOf } from './stage.ts';

/** Asks for one more picture; what came of it: `done`, or the code of the error. */
async function look(viewer: Viewer, client: HubClient, channelId: string): Promise<string> {
  const { id: grantId } = await client.grant();
  try {
    const { ticket } = await viewer.request('ticket.issue', { channelId, grantId });
    const { rtpCapabilities } = viewer.hello;
    const { watchId } = await viewer.request('camera.watch', { ticket, width: 1280, rtpCapabilities });
    await viewer.request('watch.release', { watchId });
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test.skipIf(!canMount())('with the disk full nobody begins to view, pictures go on, and it works again', async () => {
  const disk = new SmallDisk(8);
  onTestFinished(() => disk.unmount());
  await addPeople(disk.folder, [TECHNICIAN]);
  const fleet = await startFleet({ cameras: [{ ...QUICK }] });
  onTestFinished(() => fleet.close());
  const url = `http://127.0.0.1:${await freePort()}`;
  const hub = await startHub({ again: { url, dataFolder: disk.folder } });
  onTestFinished(() => hub.stop());
  const client = await HubClient.signIn(hub.url);
  const camera = cameraOf(fleet, 0);
  const channelId = (await client.register(camera.name, sourceOf(camera))).channels[0]?.id ?? '';
  const viewer = await Viewer.open(client);
  const { watchId } = await viewer.watch(channelId);
  await viewer.nextPacket();

  disk.fill();
  let views = 1;
  let outcome = await look(viewer, client, channelId);
  // What was reserved for the journal is used up first.
  for (; outcome === 'done'; outcome = await look(viewer, client, channelId)) views++;
  expect(outcome).toBe('store.full');
  await viewer.nextPacket();
  await viewer.request('watch.release', { watchId });
  expect(await look(viewer, client, channelId)).toBe('store.full');
  expect((await client.request('camera.list')).status).toBe(200);

  disk.empty();
  expect(await look(viewer, client, channelId)).toBe('done');
  views++;
  await viewer.close();
  await hub.stop();
  expect(hub.output()).not.toContain('could not be written');

  const file = join(disk.folder, 'hub.sqlite');
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(file) });
  const { rows } = await sql`pragma integrity_check`.execute(raw);
  await raw.destroy();
  expect(rows).toEqual([{ integrity_check: 'ok' }]);
  const keys = Keys.load(disk.folder);
  const store = await Store.open(file, keys);
  onTestFinished(() => store.close());
  expect(await verifyRecord(store, keys)).toMatchObject({ intact: true });
  const count = async (action: string) =>
    (await store.auditEvents.search({ units: null, actions: [action] }, 5000)).length;
  // Every view that began is there with its end, also the one that ended while there was no room to write it.
  expect([await count('camera.watch'), await count('camera.watch-end')]).toEqual([views, views]);
});
