import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TourWrite, WallWrite } from '../../../server/contract/wall.ts';
import { newId } from '../../../server/id.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let store: Store;
let towns: TwoTowns;
let officer: Client;
let villager: Client;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  await addUser(store, 'officer', ['duty-officer'], towns.town);
  await addUser(store, 'villager', ['village-official'], towns.village);
  officer = await Client.signIn(shared.url, 'officer');
  villager = await Client.signIn(shared.url, 'villager');
});
afterAll(() => store.close());

function wall(given: Partial<WallWrite> = {}): WallWrite {
  return { name: '早班', unitId: null, screens: [{ layout: '4', tiles: [newId(), null] }], ...given };
}

function tour(content: TourWrite['content'], given: Partial<TourWrite> = {}): TourWrite {
  return { name: '夜巡', unitId: null, dwell: 15, content, ...given };
}

test('a wall is saved, changed and removed by its owner; each act is on record', async () => {
  const made = (await officer.call('wall.create', wall())).body;
  expect(made).toMatchObject({ name: '早班', ownerId: officer.user?.id, ownerName: 'officer', unitId: null });
  const large = { columns: 12, rows: 12, cells: [{ x: 0, y: 0, w: 12, h: 12 }] };
  const screens = [...made.screens, { layout: large, tiles: [newId()] }];
  const changed = (await officer.call('wall.update', wall({ name: '晚班', screens }), made.id)).body;
  expect(changed).toMatchObject({ id: made.id, name: '晚班', screens });
  expect((await officer.call('wall.list')).body.walls).toEqual([changed]);
  expect((await officer.call('wall.remove', undefined, made.id)).status).toBe(200);
  expect((await officer.call('wall.list')).body.walls).toEqual([]);
  expect((await officer.call('wall.remove', undefined, made.id)).error?.code).toBe('wall.unknown');
  const events = (await store.auditEvents.list(3)).map(({ action, target, detail }) => [action, target?.id, detail]);
  expect(events).toEqual([
    ['wall.remove', made.id, { name: '晚班', shared: false }],
    ['wall.update', made.id, { name: '晚班', shared: false, screens: 2, tiles: 2 }],
    ['wall.create', made.id, { name: '早班', shared: false, screens: 1, tiles: 1 }],
  ]);
});

test('a layout that cannot be is refused, and says which cell', async () => {
  const cells = [
    { x: 0, y: 0, w: 2, h: 2 },
    { x: 1, y: 1, w: 1, h: 1 },
  ];
  const screens = [{ layout: { columns: 2, rows: 2, cells }, tiles: [] }];
  const refused = await officer.call('wall.create', wall({ screens }));
  expect([refused.status, refused.error]).toMatchObject([
    422,
    { code: 'wall.layout', message: { zh: '布局不正确：第 2 格与第 1 格重叠' } },
  ]);
  const layout = { columns: 1, rows: 1, cells: [{ x: 0, y: 1, w: 1, h: 1 }] };
  const content: TourWrite['content'] = { kind: 'cameras', layout, channelIds: [newId()] };
  expect((await officer.call('tour.create', tour(content))).error?.code).toBe('wall.layout');
});

test('a tour goes over cameras, or over walls that its owner may see', async () => {
  const made = (await officer.call('wall.create', wall())).body;
  const channelIds = Array.from({ length: 2000 }, () => newId());
  const long = await officer.call('tour.create', tour({ kind: 'cameras', layout: '9', channelIds }));
  expect(long.body.content).toEqual({ kind: 'cameras', layout: '9', channelIds });
  const walls = (await officer.call('tour.create', tour({ kind: 'walls', wallIds: [made.id] }))).body;
  for (const wallIds of [[newId()], [made.id]]) {
    const refused = await villager.call('tour.create', tour({ kind: 'walls', wallIds }));
    expect(refused.error?.code).toBe('wall.unknown');
  }
  const quick = tour(walls.content, { dwell: 5 });
  expect((await officer.call('tour.update', quick, walls.id)).body).toMatchObject({ dwell: 5 });
  expect((await villager.call('tour.update', quick, walls.id)).error?.code).toBe('tour.unknown');
  // Its place in the tour is empty then.
  await officer.call('wall.remove', undefined, made.id);
  expect((await officer.call('wall.list')).body.tours.map(({ id }) => id).sort()).toEqual(
    [long.body.id, walls.id].sort(),
  );
  for (const { id } of [long.body, walls]) await officer.call('tour.remove', undefined, id);
  expect((await officer.call('wall.list')).body.tours).toEqual([]);
});

test('nobody saves more than 200', async () => {
  const id = await addUser(store, 'collector', ['duty-officer'], towns.town);
  const owner = { ownerId: id, ownerName: '', unitId: null };
  for (let made = 0; made < 199; made++) {
    await store.walls.save({ id: newId(), name: 'x', ...owner, screens: [], updatedAt: 0 });
  }
  const collector = await Client.signIn(shared.url, 'collector');
  const content: TourWrite['content'] = { kind: 'cameras', layout: '1', channelIds: [newId()] };
  expect((await collector.call('tour.create', tour(content))).status).toBe(200);
  for (const refused of [
    await collector.call('wall.create', wall()),
    await collector.call('tour.create', tour(content)),
  ]) {
    expect([refused.status, refused.error?.code]).toEqual([409, 'wall.too-many']);
  }
});

test('favourites are one’s own, in order, each once', async () => {
  const [a, b] = [newId(), newId()];
  expect((await officer.call('favourite.read')).body).toEqual({ channelIds: [] });
  expect((await officer.call('favourite.write', { channelIds: [b, a, b] })).body).toEqual({ channelIds: [b, a] });
  expect((await officer.call('favourite.write', { channelIds: [a, b] })).body).toEqual({ channelIds: [a, b] });
  expect((await officer.call('favourite.read')).body).toEqual({ channelIds: [a, b] });
  expect((await villager.call('favourite.read')).body).toEqual({ channelIds: [] });
});
