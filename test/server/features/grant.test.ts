import { afterAll, beforeAll, expect, test } from 'vitest';
import { BREAK_GLASS } from '../../../server/contract/grant.ts';
import type { Store } from '../../../server/store/store.ts';
import { World } from '../matrix/world.ts';
import { addUser, CODES } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let store: Store;
let towns: TwoTowns;
let world: World;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  world = new World(store, towns, await addUser(store, 'officer', ['duty-officer']));
  await addUser(store, 'east', ['town-official'], towns.town);
  await addUser(store, 'east-two', ['town-official'], towns.town);
  await addUser(store, 'west', ['town-official'], towns.otherTown);
  await addUser(store, 'police', ['police-liaison'], towns.county);
  await addUser(store, 'security', ['security-administrator'], towns.county);
});
afterAll(() => store.close());

const signIn = (username: string): Promise<Client> => Client.signIn(shared.url, username);
const incident = (unitId: string) => ({ purpose: 'incident', unitId, reason: '山洪预警', minutes: 30 });

/** The last lines of the record, the newest first. */
async function lines(count: number) {
  return (await store.auditEvents.list(count)).map(({ action, outcome, purpose, unitId, user, detail }) => ({
    ...{ action, outcome, purpose, unitId, username: user?.username, reason: detail['reason'] },
  }));
}

test('one’s own area at once; another one when its owner says so, and its time begins then', async () => {
  const [east, west] = [await signIn('east'), await signIn('west')];
  const own = (await east.call('grant.request', incident(towns.village))).body;
  expect(own).toMatchObject({ source: 'own', state: 'active', decidedBy: '', name: 'east' });
  expect(own.endsAt - own.startsAt).toBe(30 * 60_000);

  const asked = (await east.call('grant.request', incident(towns.otherVillage))).body;
  expect(asked).toMatchObject({ source: 'approval', state: 'pending' });
  const page = await east.open();
  const channelId = await world.channel(towns.otherVillage);
  expect((await page.ask('ticket.issue', { channelId, grantId: asked.id })).error?.code).toBe('grant.ended');
  expect((await east.call('grant.decide', { approve: true, note: '' }, asked.id)).error?.code).toBe(
    'permission.denied',
  );

  const before = Date.now();
  const decided = (await west.call('grant.decide', { approve: true, note: '同意' }, asked.id)).body;
  expect(decided).toMatchObject({ state: 'active', decidedBy: 'west', decisionNote: '同意' });
  expect(decided.startsAt).toBeGreaterThanOrEqual(before);
  expect(decided.endsAt - decided.startsAt).toBe(30 * 60_000);
  await page.heard('grant.changed');
  expect((await page.ask('ticket.issue', { channelId, grantId: asked.id })).ok).toBe(true);
  expect((await west.call('grant.decide', { approve: false, note: '' }, asked.id)).error?.code).toBe('grant.decided');

  const common = { purpose: 'incident', unitId: towns.otherVillage };
  expect((await lines(5)).filter(({ action }) => action.startsWith('grant.')).slice(0, 3)).toEqual([
    expect.objectContaining({ action: 'grant.approve', outcome: 'done', username: 'west', ...common }),
    expect.objectContaining({ action: 'grant.approve', outcome: 'refused', username: 'east', ...common }),
    expect.objectContaining({ action: 'grant.request', outcome: 'done', username: 'east', ...common }),
  ]);
});

test('nobody decides on their own request, also where they decide on all others', async () => {
  const [east, second] = [await signIn('east'), await signIn('east-two')];
  const wanted = { ...incident(towns.town), purpose: 'statutory-request' };
  const asked = (await east.call('grant.request', wanted)).body;
  expect(asked.state).toBe('pending');
  expect((await east.call('grant.decide', { approve: true, note: '' }, asked.id)).error?.code).toBe('grant.self');
  expect((await lines(1))[0]).toMatchObject({ action: 'grant.approve', outcome: 'refused', reason: 'grant.self' });
  const replies = await Promise.all(
    [second, await Client.signIn(shared.url, 'security', { code: CODES[0] ?? '' })].map((client) =>
      client.call('grant.decide', { approve: false, note: '无依据' }, asked.id),
    ),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a purpose that the role may not have is refused, and on record', async () => {
  const police = await signIn('police');
  const reply = await police.call('grant.request', { ...incident(towns.town), purpose: 'training' });
  expect([reply.status, reply.error?.code]).toEqual([403, 'grant.purpose']);
  expect((await lines(1))[0]).toMatchObject({ action: 'grant.request', outcome: 'refused', purpose: 'training' });
});

test('break-glass opens at once for half an hour, rings those who answer, and is reviewed once by another', async () => {
  const [police, east, west] = [await signIn('police'), await signIn('east'), await signIn('west')];
  const [alerted, elsewhere] = [await east.open(), await west.open()];
  const broken = (await police.call('grant.breakGlass', { unitId: towns.village, reason: '110 警情' })).body;
  expect(broken).toMatchObject({ source: 'break-glass', state: 'active', purpose: 'incident' });
  expect(broken.endsAt - broken.startsAt).toBe(BREAK_GLASS);
  expect(await alerted.heard('grant.alert')).toMatchObject({ id: broken.id, reason: '110 警情' });
  const page = await police.open();
  const wish = { channelId: await world.channel(towns.village), grantId: broken.id };
  expect((await page.ask('ticket.issue', wish)).ok).toBe(true);

  const isOpen = async () =>
    (await east.call('grant.list', undefined, '', { show: 'open' })).body.grants.some(({ id }) => id === broken.id);
  expect(await isOpen()).toBe(true);
  const review = { justified: true, note: '已核实接警单' };
  expect((await police.call('grant.review', review, broken.id)).error?.code).toBe('permission.denied');
  expect((await west.call('grant.review', review, broken.id)).error?.code).toBe('permission.denied');
  expect((await east.call('grant.review', review, broken.id)).body.review).toMatchObject({
    by: 'east',
    justified: true,
  });
  expect((await east.call('grant.review', review, broken.id)).error?.code).toBe('grant.decided');
  expect(await isOpen()).toBe(false);
  expect((await lines(2))[0]).toMatchObject({ action: 'grant.review', username: 'east', unitId: towns.village });

  // The other town was told of nothing: what it hears first is its own.
  const own = (await west.call('grant.request', incident(towns.otherTown))).body;
  await elsewhere.heard('grant.changed');
  expect(elsewhere.all('grant.changed')).toHaveLength(1);
  expect(elsewhere.all('grant.alert')).toEqual([]);
  await west.call('grant.revoke', undefined, own.id);
});

test('the list shows what lies in one’s area, a part at a time', async () => {
  const inside = [await world.grant(towns.town), await world.grant(towns.village)];
  const outside = [await world.grant(towns.otherVillage), await world.grant(towns.county)];
  const east = await signIn('east');
  const all = (await east.call('grant.list', undefined, '', { show: 'all', limit: '500' })).body;
  const ids = all.grants.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(inside));
  expect(ids.filter((id) => outside.includes(id))).toEqual([]);
  const first = (await east.call('grant.list', undefined, '', { show: 'active', limit: '1' })).body;
  const second = (await east.call('grant.list', undefined, '', { show: 'active', limit: '1', offset: '1' })).body;
  expect([...first.grants, ...second.grants].map(({ id }) => id)).toEqual(inside.toReversed());
  expect(first.total).toBeGreaterThanOrEqual(2);
});

test('one gives up one’s own; a stranger takes away nothing', async () => {
  const [east, west] = [await signIn('east'), await signIn('west')];
  const { id } = (await east.call('grant.request', incident(towns.town))).body;
  expect((await west.call('grant.revoke', undefined, id)).error?.code).toBe('permission.denied');
  expect((await east.call('grant.revoke', undefined, id)).body).toMatchObject({ state: 'revoked', decidedBy: 'east' });
  const own = (await east.call('grant.own')).body.grants.find((grant) => grant.id === id);
  expect(own?.state).toBe('revoked');
  expect((await east.call('grant.revoke', undefined, id)).error?.code).toBe('grant.decided');
});

test('a ticket does not outlive its grant, and what was refused is on record', async () => {
  const east = await signIn('east');
  const { id } = (await east.call('grant.request', incident(towns.town))).body;
  const page = await east.open();
  const channelId = await world.channel(towns.village);
  const { ticket } = (await page.ask('ticket.issue', { channelId, grantId: id })).data;
  await east.call('grant.revoke', undefined, id);
  const watch = { ticket, width: 320, rtpCapabilities: {} };
  expect((await page.ask('camera.watch', watch)).error?.code).toBe('grant.ended');
  const refused = { action: 'camera.watch', outcome: 'refused', purpose: 'incident', unitId: towns.village };
  expect((await lines(1))[0]).toMatchObject({ ...refused, reason: 'grant.ended' });
  expect((await page.ask('camera.watch', watch)).error?.code).toBe('ticket.invalid');
});

test('the grant of another is none of mine', async () => {
  const east = await signIn('east');
  const page = await east.open();
  const wish = { channelId: await world.channel(towns.village), grantId: await world.grant(towns.village) };
  expect((await page.ask('ticket.issue', wish)).error?.code).toBe('grant.ended');
  expect((await lines(1))[0]).toMatchObject({ outcome: 'refused', purpose: null });
});

test('whoever broke the glass answers for it before it is broken again', async () => {
  const id = await addUser(store, 'hasty', ['police-liaison'], towns.county);
  const [hasty, security] = [await signIn('hasty'), await Client.signIn(shared.url, 'security', { code: CODES[1] })];
  const breakGlass = async (unitId: string) => {
    const { body, error } = await hasty.call('grant.breakGlass', { unitId, reason: '110 警情' });
    return { id: body.id, code: error?.code ?? 'done' };
  };
  const first = await breakGlass(towns.village);
  await security.call('grant.revoke', undefined, first.id);
  for (const unitId of [towns.village, towns.town, towns.county]) {
    expect((await breakGlass(unitId)).code).toBe('grant.glass-revoked');
  }
  expect(await lines(1)).toMatchObject([{ action: 'grant.break-glass', outcome: 'refused', username: 'hasty' }]);
  // Elsewhere it is another emergency; and what one gives back oneself is nobody's judgement.
  const elsewhere = await breakGlass(towns.otherVillage);
  await hasty.call('grant.revoke', undefined, elsewhere.id);
  expect((await breakGlass(towns.otherVillage)).code).toBe('done');
  expect((await breakGlass(towns.otherTown)).code).toBe('grant.glass-unreviewed');
  expect(await store.grants.unreviewed(id)).toHaveLength(3);

  await security.call('grant.review', { justified: false, note: '已询问' }, first.id);
  expect((await breakGlass(towns.village)).code).toBe('done');
});
