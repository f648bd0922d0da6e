import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { HubError } from '../../../server/errors.ts';
import { candidatesFor } from '../../../server/features/camera-import/candidates.ts';
import { exportCameras } from '../../../server/features/camera-import/export.ts';
import { readRows } from '../../../server/features/camera-import/rows.ts';
import { CameraImportService } from '../../../server/features/camera-import/service.ts';
import { newId } from '../../../server/id.ts';
import type { JobTask } from '../../../server/store/jobs.ts';
import type { Store } from '../../../server/store/store.ts';
import { parseCsv } from '../../../server/table/text.ts';
import { DECLARED } from '../../rig/declaration.ts';
import { World } from '../matrix/world.ts';
import { openStore } from '../rig.ts';
import { addTwoTowns, type TwoTowns } from '../two-towns.ts';
import { actorWith } from './org-rig.ts';

interface Begun {
  title: string;
  items: Omit<JobTask, 'position'>[];
}

interface Rig {
  store: Store;
  towns: TwoTowns;
  world: World;
  begun: Begun[];
  imports: CameraImportService;
}

async function rig(): Promise<Rig> {
  const store = await openStore();
  const towns = await addTwoTowns(store);
  const begun: Begun[] = [];
  const imports = new CameraImportService({
    store,
    isInRange: (host) => !host.startsWith('8.'),
    begin: (_actor, job) => {
      begun.push(job);
      const facts = { id: newId(), kind: 'import', title: job.title, username: '', state: 'running' } as const;
      const counts = { total: job.items.length, done: 0, failed: 0, unchanged: 0, createdAt: 0, updatedAt: 0 };
      return Promise.resolve({ ...facts, ...counts });
    },
  });
  return { store, towns, world: new World(store, towns, ''), begun, imports };
}

const technician = ({ towns }: Rig, unitId = towns.county) => actorWith('technician', unitId);

function run(
  it: Rig,
  content: string | Uint8Array,
  given: { apply?: boolean; pattern?: string; unitId?: string } = {},
) {
  const bytes = Buffer.from(content);
  const { apply = false, pattern = '', unitId } = given;
  const file = { format: 'csv', name: '表.csv', content: bytes.toString('base64'), pattern, apply } as const;
  return it.imports.import(technician(it, unitId), file, new AbortController().signal);
}

function told({ findings }: Awaited<ReturnType<typeof run>>): [number, string, string][] {
  return findings.map(({ row, column, message }) => [row, column, message.en]);
}

test('Chinese or English headings, UTF-8 or GBK; a dry run begins nothing', async () => {
  const it = await rig();
  const chinese = '名称,所属机构,地址,端口,用户名,密码,场所类型\r\n桥头,东村,10.0.0.1,8000,admin,x,桥梁\r\n';
  const english = 'Name,Unit,IP,Port,User,Password,Place type\nBridge,东村,10.0.0.1,8000,admin,x,bridge\n';
  for (const content of [chinese, `\uFEFF${chinese}`, iconv.encode(chinese, 'gbk'), english]) {
    const result = await run(it, content);
    expect(result).toMatchObject({ rows: 1, created: 1, updated: 0, unchanged: 0, findings: [], job: null });
  }
  expect(it.begun).toEqual([]);
  expect((await run(it, chinese, { apply: true })).job).toMatchObject({ total: 1 });
  expect(it.begun[0]?.items[0]).toMatchObject({
    label: '2 桥头',
    input: {
      device: { kind: 'onvif', address: '10.0.0.1', port: 8000 },
      credentials: { username: 'admin', password: 'x' },
      unitId: it.towns.village,
      placement: { placeType: 'bridge' },
    },
  });
});

test('each row is told what is wrong with it, and then nothing is begun', async () => {
  const it = await rig();
  const heading = '地址,RTSP地址,所属机构,场所类型,经度,纬度,朝向,备案期限,存储天数,提示标识,国标编号,密码\n';
  const rows = [
    '10.0.0.1,,东村,更衣室,,,,,,,,x',
    '10.0.0.1,,东村,,,,,,,,,x',
    '8.8.8.8,,东村,,,,,,,,,x',
    ',,东村,,,,,,,,,x',
    '10.0.0.2,rtsp://10.0.0.2/a,东村,,,,,,,,,x',
    ',http://10.0.0.3/,东村,,,,,,,,,x',
    '10.0.0.4,,无名村,不明,200,,400,2026-02-30,1.5,也许,123,x',
    '10.0.0.5,,东村,,,,,,,,,x,多余',
  ];
  const result = await run(it, heading + rows.join('\n'), { apply: true });
  expect(result.job).toBeNull();
  const ofOne = told(result).filter(([row]) => row !== 8);
  expect(ofOne).toEqual([
    [2, '场所类型', expect.stringContaining('article 8')],
    [3, '地址', 'Row 2 is the same device'],
    [4, '地址', expect.stringContaining('HUB_CAMERA_RANGES')],
    [5, '地址', expect.stringContaining('Give the address')],
    [6, 'rtsp地址', expect.stringContaining('not both')],
    [7, 'rtsp地址', 'This is no RTSP URL'],
    [9, '', expect.stringContaining('more cells')],
  ]);
  const ofBad = told(result).filter(([row]) => row === 8);
  for (const column of ['所属机构', '场所类型', '经度', '朝向', '备案期限', '存储天数', '提示标识', '国标编号']) {
    expect(ofBad.map(([, name]) => name)).toContain(column);
  }
});

test('only in one’s own area: neither a new camera elsewhere, nor somebody else’s', async () => {
  const it = await rig();
  const other = await it.world.camera(it.towns.otherVillage);
  const [profile] = other.channels[0]?.profiles ?? [];
  const content = `rtsp地址,所属机构,密码\n${profile?.streamUri},,x\nrtsp://10.0.0.9/a,西村,x\nrtsp://10.0.0.8/a,东村,x\n`;
  const result = await run(it, content, { unitId: it.towns.town });
  expect(told(result)).toEqual([
    [2, '', 'This is outside of your area'],
    [3, '所属机构', 'This is outside of your area'],
  ]);
});

test('names by pattern: numbers count up and skip those taken; unknown parts are refused', async () => {
  const it = await rig();
  const taken = { ...(await it.world.camera(it.towns.village)), name: '东镇东村桥头01' };
  await it.store.transaction(({ cameras }) => cameras.save(taken));
  const content = '地址,所属机构,位置,密码\n10.0.0.1,东村,桥头,x\n10.0.0.2,东村,桥头,x\n10.0.0.3,西村,桥头,x\n';
  await run(it, content, { apply: true, pattern: '{town}{village}{place}{nn}' });
  const names = it.begun[0]?.items.map(({ label }) => label.split(' ')[1]);
  expect(names).toEqual(['东镇东村桥头02', '东镇东村桥头03', '西镇西村桥头01']);
  await expect(run(it, content, { pattern: '{street}' })).rejects.toMatchObject({ code: 'request.invalid' });
});

test.each(['csv', 'xlsx'] as const)('what is exported as %s changes nothing, and holds no password', async (format) => {
  const it = await rig();
  const camera = await it.world.camera(it.towns.village);
  const secret = { username: '=admin', password: 'geheim-88' };
  const device = { kind: 'onvif', address: '10.0.0.7', port: 80, hardwareId: '', credentials: secret } as const;
  const saved = { ...camera, ...device, name: '=1+1', placement: { ...DECLARED, place: '-桥', contractor: '@x' } };
  await it.store.transaction(({ cameras }) => cameras.save(saved));
  await it.world.camera(it.towns.otherVillage);
  const file = Buffer.from(await exportCameras(it.store, technician(it), format));
  if (format === 'csv') {
    expect(file.toString()).not.toContain(secret.password);
    for (const cell of file.toString().split(/[,\r\n]/)) expect(cell).not.toMatch(/^[=+@-]/);
  }
  const body = { format, name: '', content: file.toString('base64'), pattern: '', apply: true };
  const result = await it.imports.import(technician(it), body, new AbortController().signal);
  expect(result).toMatchObject({ rows: 2, created: 0, updated: 0, unchanged: 2, findings: [] });
});

test('adopt: what a sweep found, in one unit; who may not register there is refused', async () => {
  const it = await rig();
  const devices = [
    { address: '10.0.0.1', port: 80, name: '' },
    { address: '10.0.0.2', port: 80, name: '自己的' },
  ];
  const adopt = { devices, unitId: it.towns.village, carrier: '电信', pattern: '{village}{nn}' };
  await it.imports.adopt(technician(it), adopt);
  expect(it.begun[0]?.items.map(({ label }) => label)).toEqual(['10.0.0.1 东村01', '10.0.0.2 自己的']);
  const stranger = technician(it, it.towns.otherTown);
  await expect(it.imports.adopt(stranger, adopt)).rejects.toMatchObject(new HubError('permission.denied'));
  expect((await it.store.auditEvents.list(1))[0]).toMatchObject({ action: 'camera.adopt', outcome: 'refused' });
});

test('credential sets: those of the carrier first, two at most; what is given or known goes before', () => {
  const set = (name: string, carrier: string, position: number) => {
    const facts = { id: name, name, username: name, password: name, carrier, position };
    return { ...facts, createdAt: 0, updatedAt: 0 };
  };
  const sets = [set('any', '', 0), set('mobile', '移动', 1), set('telecom', '电信', 2), set('other', '', 3)];
  const wanted = {
    device: { kind: 'onvif', address: '10.0.0.1', port: 80 },
    ...{ credentials: null, username: '', name: '', unitId: null },
    placement: { carrier: '电信' },
  } as const;
  const names = (given: object) => candidatesFor({ ...wanted, ...given }, null, sets).map(({ username }) => username);
  expect(names({})).toEqual(['telecom', 'any']);
  expect(names({ placement: {} })).toEqual(['any', 'other']);
  expect(names({ username: 'other' })).toEqual(['other']);
  expect(names({ credentials: { username: 'own', password: 'x' } })).toEqual(['own']);
  expect(candidatesFor(wanted, null, [])).toEqual([{ username: '', password: '' }]);
});

test('100,000 broken files are answered, never thrown', { timeout: 300_000 }, () => {
  const good =
    '名称,地址,端口,rtsp地址,经度,纬度,场所类型,朝向,视场角,可视距离,备案期限,国标编号\n' +
    '桥头,10.0.0.1,80,,108.3,33.3,桥梁,90,80,60,2026-11-23,61092301011326000001\n' +
    ',,,rtsp://10.0.0.2/live?x=1,,,,,,,,\n';
  const mutation = fc.record({
    at: fc.nat(good.length),
    length: fc.nat(6),
    text: fc.string({ unit: 'binary', maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let text = good;
      for (const { at, length, text: put } of mutations) text = text.slice(0, at) + put + text.slice(at + length);
      let rows: string[][];
      try {
        rows = parseCsv(text);
      } catch (error) {
        expect(error).toMatchObject({ name: 'TableProblem' });
        return;
      }
      const read = readRows(rows);
      if (read.count > rows.length || read.rows.length > read.count) throw new Error('more rows than there are');
    }),
    { numRuns: 100_000 },
  );
});
