import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { closeCodes } from '../../../server/ws/limits.ts';
import { World } from '../matrix/world.ts';
import { addUser, CODES } from '../people.ts';
import { Client, type Page, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let store: Store;
let towns: TwoTowns;
let world: World;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  world = new World(store, towns, await addUser(store, 'officer', ['duty-officer'], towns.otherTown));
  await addUser(store, 'east', ['technician'], towns.town);
  await addUser(store, 'west', ['technician'], towns.otherTown);
  await addUser(store, 'inspector', ['inspector'], towns.county);
  await addUser(store, 'security', ['security-administrator'], towns.county);
});
afterAll(() => store.close());

const channelsOf = (page: Page): Set<string> => new Set(page.all('channel.state').map(({ channelId }) => channelId));

test('the state of a channel goes to whoever may list its camera, or see it by a grant, and to nobody else', async () => {
  const [here, there] = [await world.channel(towns.village), await world.channel(towns.otherVillage)];
  const [east, west] = [await Client.signIn(shared.url, 'east'), await Client.signIn(shared.url, 'west')];
  await world.grant(towns.town, world.officerId);
  const granted = await (await Client.signIn(shared.url, 'officer')).open();
  const inspector = await (await Client.signIn(shared.url, 'inspector')).open();
  const [eastPage, westPage] = [await east.open(), await west.open()];

  expect((await eastPage.watch(here, await east.leave())).ok).toBe(true);
  await eastPage.heard('channel.state', ({ channelId }) => channelId === here);
  await granted.heard('channel.state', ({ channelId }) => channelId === here);
  // States are told in their order: who has heard of this one would have heard of the other one.
  expect((await westPage.watch(there, await west.leave())).ok).toBe(true);
  await westPage.heard('channel.state', ({ channelId }) => channelId === there);
  await granted.heard('channel.state', ({ channelId }) => channelId === there);
  expect(channelsOf(westPage)).toEqual(new Set([there]));
  expect(channelsOf(eastPage)).toEqual(new Set([here]));
  expect(channelsOf(inspector)).toEqual(new Set());

  const statesOf = async (client: Client): Promise<string[]> =>
    (await (await client.open()).hello).states.map(({ channelId }) => channelId);
  expect(await statesOf(east)).toEqual([here]);
  expect(await statesOf(west)).toEqual([there]);
});

test('a page whose user’s rights have changed is closed, and comes back with the new ones', async () => {
  const userId = await addUser(store, 'promoted', ['grid-worker'], towns.town);
  const client = await Client.signIn(shared.url, 'promoted');
  const [page, bystander] = [await client.open(), await (await Client.signIn(shared.url, 'east')).open()];
  const security = await Client.signIn(shared.url, 'security', { code: CODES[0] ?? '' });
  const role = { role: 'village-official', unitId: towns.village, until: null };
  expect((await security.call('role.assign', role, userId)).status).toBe(200);
  expect(await page.closed).toBe(closeCodes.rights);
  const { user } = await (await client.open()).hello;
  expect(user.roles.map((held) => held.role)).toEqual(['grid-worker', 'village-official']);
  expect((await bystander.askAny('watch.pause', { watchId: userId })).error?.code).toBe('watch.unknown');
});
