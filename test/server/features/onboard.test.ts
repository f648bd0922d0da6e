import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobItem } from '../../../server/contract/job.ts';
import { type Fleet, type SimulatedCamera, startFleet } from '../../fleet/index.ts';
import { Client, openStore, type Page, shareHub } from '../rig.ts';

const SECRET = 'kamera-geheim-78';
const shared = shareHub();
let fleet: Fleet;

beforeAll(async () => {
  const makers = ['yuanshan', 'chengjiang', 'lanting'] as const;
  fleet = await startFleet({
    cameras: Array.from({ length: 6 }, (_, index) => ({ password: SECRET, clip: 0, maker: makers[index % 3] })),
  });
});
afterAll(() => fleet.close());

function fileOf(cameras: readonly SimulatedCamera[]): string {
  const rows = cameras.map(
    ({ address, onvifPort }, index) => `${address},${onvifPort},电信,${index % 2 === 0 ? '桥' : '桥梁'}`,
  );
  return Buffer.from(['地址,端口,运营商,场所类型', ...rows].join('\n')).toString('base64');
}

async function run(client: Client, page: Page, body: { content: string; apply: boolean }): Promise<JobItem[]> {
  const file = { format: 'csv', name: '表.csv', pattern: '' };
  const { job } = (await client.call('camera.import', { ...file, ...body })).body;
  if (job === null) throw new Error('nothing was begun');
  await page.heard('job.changed', ({ id, state }) => id === job.id && state === 'done');
  return (await client.call('job.items', undefined, job.id)).body.items;
}

test('credential sets are sealed, named, in order; the hub never tells a password', async () => {
  const client = await Client.signIn(shared.url);
  const telecom = { name: '电信', username: 'admin', carrier: '电信', position: 0 };
  expect((await client.call('credentialSet.create', telecom)).error?.code).toBe('request.invalid');
  const created = await client.call('credentialSet.create', { ...telecom, password: 'an old one' });
  expect(created.body).toMatchObject(telecom);
  expect((await client.call('credentialSet.create', { ...telecom, password: 'x' })).error?.code).toBe('store.conflict');
  const common = { name: '统一', username: 'admin', carrier: '', position: 1, password: 'x' };
  const { id } = (await client.call('credentialSet.create', common)).body;
  const { password: _, ...unchanged } = common;
  await client.call('credentialSet.update', { ...common, password: SECRET }, id);
  expect((await client.call('credentialSet.update', { ...unchanged, name: '统一密码' }, id)).status).toBe(200);
  const listed = await client.call('credentialSet.list');
  expect(listed.body.sets.map(({ name }) => name)).toEqual(['电信', '统一密码']);
  expect(listed.text).not.toContain(SECRET);
  const store = await openStore(shared.folder);
  expect((await store.credentialSets.find(id))?.password).toBe(SECRET);
  expect(JSON.stringify(await store.auditEvents.list(100))).not.toContain(SECRET);
});

test('an import signs in with two tries at most, keeps what works, and the second time changes nothing', async () => {
  const client = await Client.signIn(shared.url);
  const page = await client.open();
  const [black] = fleet.cameras;
  await black?.setFault({ stream: 'black' });
  const content = fileOf(fleet.cameras);
  const first = await run(client, page, { content, apply: true });
  expect(first.map(({ state, cause }) => [state, cause])).toEqual([
    ['failed', 'black'],
    ...Array.from({ length: 5 }, () => ['done', null]),
  ]);
  for (const camera of fleet.cameras) expect(camera.counters.wrongLogins).toBe(1);
  const { cameras } = (await client.call('camera.list')).body;
  expect(cameras).toHaveLength(6);
  for (const { testPicture, hasPassword, username, placement } of cameras) {
    expect({ hasPassword, username, carrier: placement.carrier }).toEqual({
      hasPassword: true,
      username: 'admin',
      carrier: '电信',
    });
    expect(testPicture?.width).toBeGreaterThan(0);
  }
  expect(new Set(cameras.flatMap(({ channels }) => channels.map(({ gbId }) => gbId))).size).toBe(6);

  const again = await run(client, page, { content, apply: true });
  expect(again.map(({ state }) => state)).toEqual(['failed', ...Array.from({ length: 5 }, () => 'unchanged')]);
  // What works is kept: nothing wrong is tried again.
  for (const camera of fleet.cameras) expect(camera.counters.wrongLogins).toBe(1);
  await black?.setFault({});
  const last = await run(client, page, { content, apply: true });
  expect(last.every(({ state }) => state !== 'failed')).toBe(true);
});

test('a sweep tells known devices from those that have moved', async () => {
  const client = await Client.signIn(shared.url);
  const page = await client.open();
  const [moved, known] = (await client.call('camera.list')).body.cameras;
  const store = await openStore(shared.folder);
  const camera = await store.cameras.find(moved?.id ?? '');
  if (camera === null || known === undefined) throw new Error('no cameras');
  await store.transaction(({ cameras }) => cameras.save({ ...camera, address: '127.0.0.77' }));
  const targets = fleet.cameras.map(({ address }) => address);
  await page.ask('discovery.start', { targets, interfaces: [] });
  await page.heard('discovery.ended');
  const found = new Map(page.all('discovery.found').map(({ device }) => [device.address, device.status]));
  expect(found.get(camera.address)).toBe('moved');
  expect(found.get(known.address)).toBe('known');

  const device = { address: camera.address, port: camera.port, name: '' };
  const adopt = { devices: [device], unitId: camera.unitId, carrier: '电信', pattern: '' };
  const { id } = (await client.call('camera.adopt', adopt)).body;
  await page.heard('job.changed', (job) => job.id === id && job.state === 'done');
  expect(await store.cameras.find(camera.id)).toMatchObject({ address: camera.address, name: camera.name });
});
