import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COUNTY_FILE, unitOf } from '../../../scripts/demo/county.ts';
import { demoCamera } from '../../fleet/places.ts';
import { addUser, CODES } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { storeOf } from '../two-towns.ts';

const shared = shareHub();
const county = readFileSync(COUNTY_FILE);

async function systemAdministrator(): Promise<Client> {
  const store = await storeOf(shared.folder);
  await addUser(store, 'xitong', ['system-administrator']);
  await store.close();
  return Client.signIn(shared.url, 'xitong', { code: CODES[0] ?? '' });
}

test('the demo county comes in by import; pages hear of it, and it goes out as it came', async () => {
  const client = await systemAdministrator();
  const page = await client.open();
  const body = { format: 'csv', content: county.toString('base64'), apply: true };
  const imported = await client.call('org.import', body);
  expect(imported.body).toMatchObject({ applied: true, errors: [] });
  await page.heard('org.changed');

  const { units, sites } = (await client.call('org.list')).body;
  const ofKind = (...kinds: string[]) => units.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  expect(units[0]).toMatchObject({ name: '宁陕县', civilCode: '610923', parentId: null });
  expect(ofKind('town')).toHaveLength(11);
  expect(ofKind('village', 'community')).toHaveLength(80);
  expect(ofKind('police-station')).toHaveLength(11);
  expect(ofKind('command-centre')).toEqual(['县公安局110指挥中心']);
  expect(ofKind('community')).toEqual(expect.arrayContaining(['胶州小区', '松夏小区']));
  expect(sites.length).toBeGreaterThan(30);
  const kindOf = new Map(units.map(({ id, kind }) => [id, kind]));
  for (let index = 0; index < 24; index++) {
    expect(kindOf.get(unitOf(demoCamera(index, 12).name ?? '', units).id)).toBe('village');
  }

  const file = await client.call('org.export', undefined, '', { format: 'csv' });
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="units.csv"');
  const again = await client.call('org.import', { ...body, content: Buffer.from(file.text).toString('base64') });
  expect(again.body).toMatchObject({ applied: true, created: 0, updated: 0, unchanged: units.length + sites.length });
});

test('a file of many megabytes is answered, and the hub answers others meanwhile', async () => {
  const client = await Client.signIn(shared.url, 'xitong', { code: CODES[1] ?? '' });
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `村,很长的名字${index},,宁陕县,某某某,0915-0000000,108.1,33.1,\n`,
  );
  const content = Buffer.from(`类型,名称,区划代码,上级,联系人,电话,经度,纬度,状态\n${rows.join('')}`).toString(
    'base64',
  );
  expect(content.length).toBeGreaterThan(9_000_000);
  const large = client.call('org.import', { format: 'csv', content, apply: true });
  expect((await new Client(shared.url).start()).user).toBeNull();
  expect((await large).body).toMatchObject({ applied: false, errorCount: 1 });
  // Other routes keep their small limit.
  expect((await client.call('org.create', { name: 'x'.repeat(100_000) })).status).toBe(413);
});

test('who is no system administrator changes no unit', async () => {
  const client = await Client.signIn(shared.url);
  const root = (await client.call('org.list')).body.units[0];
  expect((await client.call('org.update', { name: '我县' }, root?.id)).error?.code).toBe('permission.denied');
  const body = { format: 'csv', content: county.toString('base64'), apply: false };
  expect((await client.call('org.import', body)).error?.code).toBe('permission.denied');
  expect((await client.call('org.history', undefined, root?.id)).status).toBe(200);
});

test('a body with more than the contract names changes nothing, least of all another unit', async () => {
  const client = await Client.signIn(shared.url, 'xitong', { code: CODES[2] ?? '' });
  const before = (await client.call('org.list')).body;
  const [root, town] = before.units;
  const [site] = before.sites;
  for (const more of [{ id: root?.id }, { mergedInto: root?.id }, { updatedAt: 0 }, { constructor: 1 }]) {
    const reply = await client.call('org.update', { name: '改名', ...more }, town?.id);
    expect([reply.status, reply.error?.code]).toEqual([400, 'request.invalid']);
    expect(reply.error?.message.en).toContain(Object.keys(more)[0]);
  }
  expect((await client.call('site.update', { name: '改名', id: root?.id }, site?.id)).status).toBe(400);
  expect((await client.call('org.list')).body).toEqual(before);
});

test('a socket takes no more than the contract names, either', async () => {
  const page = await (await Client.signIn(shared.url, 'xitong', { code: CODES[3] ?? '' })).open();
  const more = await page.askAny('watch.pause', { watchId: 'x', userId: 'other' });
  expect(more.error?.code).toBe('request.invalid');
  expect(more.error?.message.en).toContain('userId');
});
