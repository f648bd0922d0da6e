import { expect, test } from 'vitest';
import { HubError } from '../../../server/errors.ts';
import { exportOrg } from '../../../server/features/org/export.ts';
import { actorWith, COUNTY, HEADING, orgRig, run, told, treeOf } from './org-rig.ts';

test('a preview changes nothing; applied, the placeholder becomes the county; again, nothing changes', async () => {
  const rig = await orgRig();
  const before = await rig.store.orgUnits.list();
  const preview = await run(rig, COUNTY, { apply: false });
  expect(preview).toMatchObject({ applied: false, rows: 5, created: 4, updated: 1, errors: [], errorCount: 0 });
  expect(preview.preview[0]).toEqual({
    row: 2,
    act: 'create',
    name: '综治监控室',
    parent: '筒车湾镇',
    kind: 'monitoring-room',
  });
  expect(await rig.store.orgUnits.list()).toEqual(before);
  expect(await run(rig, COUNTY)).toMatchObject({ applied: true, created: 4, updated: 1 });
  expect(await rig.store.orgUnits.root()).toMatchObject({ id: rig.root.id, name: '宁陕县', longitude: 108.3 });
  const community = await rig.store.orgUnits.findByCode('610923106201');
  expect(await rig.units.history(community?.id ?? '')).toMatchObject([{ act: 'created', after: '胶州小区' }]);
  expect(await run(rig, COUNTY)).toMatchObject({ applied: true, created: 0, updated: 0, unchanged: 5 });
  expect((await rig.store.auditEvents.list(1))[0]).toMatchObject({ action: 'org.import', outcome: 'done' });
});

test('a later file renames and moves by code, and leaves alone what it has no column for', async () => {
  const rig = await orgRig();
  await run(rig, COUNTY);
  const file =
    'kind,name,civil code,parent\ntown,新筒车湾镇,610923106,宁陕县\ncommunity,胶州社区,610923106201,宁陕县\n';
  expect(await run(rig, file)).toMatchObject({ applied: true, created: 0, updated: 2 });
  const town = await rig.store.orgUnits.findByCode('610923106');
  const community = await rig.store.orgUnits.findByCode('610923106201');
  expect(town).toMatchObject({ name: '新筒车湾镇', state: 'joining' });
  expect(community).toMatchObject({ name: '胶州社区', parentId: rig.root.id });
  expect((await rig.units.history(community?.id ?? '')).map(({ act }) => act)).toEqual(['created', 'renamed', 'moved']);
  expect(rig.told).toContain('place.changed');
  // Two units can take each other's code.
  const swapped = `${HEADING}\n镇,甲镇,610923101,610923,,,,,\n镇,乙镇,610923102,610923,,,,,\n`;
  await run(rig, swapped);
  const names = 'kind,name,code,parent\ntown,乙镇,610923101,610923\ntown,甲镇,610923102,610923\n';
  expect(await run(rig, names)).toMatchObject({ applied: true, updated: 2, errors: [] });
});

test('all mistakes are told, by row and column, in both languages, and nothing is imported', async () => {
  const rig = await orgRig();
  await run(rig, COUNTY);
  const before = await treeOf(rig);
  const file = [
    HEADING,
    '乡村,怪镇,61,宁陕县,,abc,200,-91,好', // 2: five cells are wrong
    '镇,,,宁陕县,,,,,', // 3: no name
    '镇,甲,610923110,乙,,,,,', // 4 and 5: a cycle
    '镇,乙,610923111,甲,,,,,',
    '村,孤村,,无此镇,,,,,', // 6: no such parent
    '村,子村,,610923110,,,,,', // 7: below the cycle, its own row is right
    '镇,丙镇,610923111,宁陕县,,,,,', // 8: the code of row 5
    '镇,丁镇,,宁陕县,,,,,',
    '镇,丁镇,,宁陕县,,,,,', // 10: the name of row 9
    '镇,高县,610923,筒车湾镇,,,,,', // 11: the root cannot be below
    '会议室,会议室,610923112,宁陕县,,,,,', // 12: sites have no code
    '镇,筒车湾镇,610923106,610923106201,,,,,', // 13: below its own community
    '镇,戊镇,,宁陕县,,,,,,多', // 14: one cell too many
    '县,外县,610924,,,,,,', // 15: another root
    '调解室,调解室,,,,,,,', // 16: of no unit
  ].join('\n');
  const result = await run(rig, file);
  expect(result).toMatchObject({ applied: false, rows: 15 });
  const places = result.errors.map(({ row, column }) => `${row} ${column}`);
  expect(places).toEqual([
    '2 类型',
    '2 区划代码',
    '2 电话',
    '2 经度',
    '2 纬度',
    '2 状态',
    '3 名称',
    '4 上级',
    '5 上级',
    '6 上级',
    '8 区划代码',
    '10 名称',
    '11 上级',
    '12 区划代码',
    '13 上级',
    '14 ',
    '15 上级',
    '16 上级',
  ]);
  for (const { message } of result.errors) expect(message.zh).not.toBe(message.en);
  expect(await treeOf(rig)).toEqual(before);
  expect((await rig.store.auditEvents.list(1))[0]).toMatchObject({ action: 'org.import', outcome: 'failed' });

  const missing = told(await run(rig, '名称,上级\n甲,乙\n'));
  expect(missing).toEqual([[1, '类型', 'The column “kind” is missing']]);
  expect(told(await run(rig, ''))).toEqual([[0, '', expect.stringContaining('empty')]]);
  expect(told(await run(rig, `${HEADING}\n镇,"甲,,宁陕县\n`))[0]?.[0]).toBe(2);
});

test('a name that could mean several is refused; a path says which', async () => {
  const rig = await orgRig();
  await run(rig, COUNTY);
  const towns = '镇,甲镇,,宁陕县\n镇,乙镇,,宁陕县\n村,中心村,,甲镇\n村,中心村,,乙镇\n';
  const head = '类型,名称,区划代码,上级\n';
  expect(told(await run(rig, `${head}${towns}会议室,会议室,,中心村\n`))).toEqual([
    [6, '上级', expect.stringContaining('several')],
  ]);
  const good = await run(rig, `${head}${towns}会议室,会议室,,乙镇/中心村\n`);
  expect(good).toMatchObject({ applied: true, created: 5 });
  // A file that knows one of them only must not guess either.
  expect(told(await run(rig, `${head}村,中心村,,宁陕县/甲镇\n调解室,调解室,,中心村\n`))[0]?.[0]).toBe(3);
});

test('an administrator of one town imports into it, and nowhere else', async () => {
  const rig = await orgRig();
  await run(rig, COUNTY);
  const town = await rig.store.orgUnits.findByCode('610923106');
  const actor = actorWith('system-administrator', town?.id ?? '');
  const head = '类型,名称,区划代码,上级\n';
  const result = await run({ ...rig, actor }, `${head}村,甲村,,筒车湾镇\n村,乙村,,宁陕县\n`);
  expect(told(result)).toEqual([[3, '上级', 'This is outside of your area']]);
  expect(await run({ ...rig, actor }, `${head}村,甲村,,筒车湾镇\n`)).toMatchObject({ applied: true, created: 1 });
  const file = Buffer.from(await exportOrg(rig.store, actor, 'csv')).toString();
  expect(file).toContain('甲村');
  expect(file).not.toContain('筒车湾派出所');
  expect(await run({ ...rig, actor }, file)).toMatchObject({ applied: true, created: 0, updated: 0 });
});

test('20,000 rows are taken, and a chain or a circle of as many is told', async () => {
  const rig = await orgRig();
  const head = '类型,名称,区划代码,上级\n';
  const many = Array.from({ length: 20_000 }, (_, index) => `村,村${index},,本县\n`).join('');
  expect(await run(rig, head + many)).toMatchObject({ applied: true, created: 20_000 });
  const circle = Array.from({ length: 20_000 }, (_, index) => `村,环${index},,环${(index + 1) % 20_000}\n`).join('');
  const round = await run(rig, head + circle);
  expect(round).toMatchObject({ applied: false, errorCount: 20_000 });
  expect(round.errors).toHaveLength(1000);
  const chain = Array.from(
    { length: 100 },
    (_, index) => `村,链${index},,${index === 0 ? '本县' : `链${index - 1}`}\n`,
  );
  expect(told(await run(rig, head + chain.join('')))).toContainEqual([34, '上级', 'More than 32 levels']);
});

test('one file at a time', async () => {
  const rig = await orgRig();
  const first = run(rig, COUNTY);
  await expect(run(rig, COUNTY)).rejects.toMatchObject(new HubError('org.busy'));
  await first;
});
