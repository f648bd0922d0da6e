import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RouteName, routes } from '../../server/contract/http.ts';
import { Role } from '../../server/contract/people.ts';
import type { User } from '../../server/contract/session.ts';
import { type RequestName, requests } from '../../server/contract/ws.ts';
import { type Action, can, guestActions, table } from '../../server/permissions.ts';
import type { Store } from '../../server/store/store.ts';
import type { Fixture } from './matrix/fixture.ts';
import { requestFixtures } from './matrix/request-fixtures.ts';
import { routeFixtures } from './matrix/route-fixtures.ts';
import { World } from './matrix/world.ts';
import { addUser, CODES } from './people.ts';
import { Client, refusal, shareHub } from './rig.ts';
import { addTwoTowns, storeOf } from './two-towns.ts';

const roles = Role.enum;
// Signing out ends the session that asks, so it comes last.
const routeNames = (Object.keys(routes) as RouteName[]).sort(
  (a, b) => Number(a === 'session.signOut') - Number(b === 'session.signOut'),
);
const requestNames = Object.keys(requests) as RequestName[];
/** Where the user's role holds, and so from which targets it is looked at. */
const places = ['town', 'county'] as const;
type Place = (typeof places)[number];
type Side = 'inside' | 'beside' | 'above';
const sides: Record<Place, readonly Side[]> = { town: ['inside', 'beside', 'above'], county: ['inside'] };

/** How the hub says no; all else means that the request was permitted, whatever came of it. */
const denials = ['permission.denied', 'session.required', 'session.enrol', 'grant.scope', 'grant.purpose'];

const shared = shareHub();
let store: Store;
let world: World;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  const towns = await addTwoTowns(store);
  world = new World(store, towns, await addUser(store, 'officer', ['duty-officer']));
  for (const role of roles) {
    for (const place of places) await addUser(store, `${role}@${place}`.replace('@', '.'), [role], towns[place]);
  }
});
afterAll(() => store.close());

/** Each from a machine of its own: requests are limited per address. */
function signIn(role: Role, place: Place): Promise<Client> {
  const from = `127.0.${1 + places.indexOf(place)}.${1 + roles.indexOf(role)}`;
  return Client.signIn(shared.url, `${role}.${place}`, { code: CODES[0] ?? '', from });
}

function unitOf(place: Place, side: Side): string {
  const { county, village, otherVillage } = world.towns;
  if (place === 'county') return otherVillage;
  return { inside: village, beside: otherVillage, above: county }[side];
}

/** Where nothing hangs on the place, one is enough. */
function sidesOf({ target, purpose }: Fixture, place: Place): readonly Side[] {
  return target === 'unit' || target === 'grant' || purpose !== undefined ? sides[place] : ['inside'];
}

/** What permissions.ts says. */
async function isPermitted(fixture: Fixture, permission: string, user: User, unitId: string): Promise<boolean> {
  if (permission === 'public') return true;
  const actor = { user, address: '' };
  const path = await store.orgUnits.path(unitId);
  const action = fixture.action ?? (permission as Action);
  const isOwnArea = user.roles.some((held) => path.includes(held.unitId));
  if (!can(actor, permission as Action)) return false;
  if (fixture.purpose !== undefined) return fixture.purpose(user, isOwnArea);
  if (fixture.target === 'none') return true;
  if (fixture.target === 'grant') return isOwnArea;
  return can(actor, action, { path: fixture.target === 'root' ? [world.towns.county] : path });
}

test('every route and every request names a permission that the table knows, and has a fixture', () => {
  const known = [...Object.keys(table), 'public'];
  for (const name of routeNames)
    expect([name, known]).toEqual([name, expect.arrayContaining([routes[name].permission])]);
  for (const name of requestNames) {
    expect([name, known]).toEqual([name, expect.arrayContaining([requests[name].permission])]);
  }
  expect(Object.keys(routeFixtures).sort()).toEqual([...routeNames].sort());
  expect(Object.keys(requestFixtures).sort()).toEqual([...requestNames].sort());
});

test('every action of the table is asked for by some route or request', () => {
  const asked = [...Object.values(routes), ...Object.values(requests)].map(({ permission }) => permission as string);
  // Asked for by the list of cameras, and by what the process tells of itself.
  const besides = ['camera.accept', 'metrics.read'];
  expect(Object.keys(table).filter((action) => !asked.includes(action))).toEqual(besides);
});

describe.each(places)('a role in the %s', (place) => {
  test.each(roles)('%s: routes', async (role) => {
    const client = await signIn(role, place);
    const { user } = client;
    if (user === null) throw new Error('nobody is signed in');
    for (const name of routeNames) {
      for (const side of sidesOf(routeFixtures[name], place)) {
        const unitId = unitOf(place, side);
        const { id, body, query } = await routeFixtures[name].attempt({ world, unitId, user });
        const reply = await client.call(name, body, id, query);
        const code = reply.error?.code ?? 'done';
        const permitted = await isPermitted(routeFixtures[name], routes[name].permission, user, unitId);
        expect([name, side, !denials.includes(code), code]).toEqual([name, side, permitted, code]);
        // A request of the wrong shape, or too many, would prove nothing.
        expect([name, code]).not.toEqual([name, expect.stringMatching(/^(request|server)\./)]);
      }
    }
  });

  test.each(roles)('%s: requests', async (role) => {
    const client = await Client.signIn(shared.url, `${role}.${place}`, {
      code: CODES[1] ?? '',
      from: `127.0.${3 + places.indexOf(place)}.${1 + roles.indexOf(role)}`,
    });
    const { user } = client;
    if (user === null) throw new Error('nobody is signed in');
    const page = await client.open();
    for (const name of requestNames) {
      for (const side of sidesOf(requestFixtures[name], place)) {
        const unitId = unitOf(place, side);
        const { body } = await requestFixtures[name].attempt({ world, unitId, user });
        const code = (await page.ask(name, body)).error?.code ?? 'done';
        const permitted = await isPermitted(requestFixtures[name], requests[name].permission, user, unitId);
        expect([name, side, !denials.includes(code), code]).toEqual([name, side, permitted, code]);
        expect([name, code]).not.toEqual([name, expect.stringMatching(/^(request|server)\./)]);
      }
    }
  });
});

test('nobody: only what is public, and no socket', async () => {
  const client = new Client(shared.url, '127.0.9.1');
  await client.start();
  const user = { id: world.officerId, username: '', name: '', unitId: '', roles: [], mustEnrol: false, guestOf: null };
  for (const name of routeNames) {
    const attempt = await routeFixtures[name].attempt({
      world,
      unitId: world.towns.village,
      user: { ...user, unitId: world.towns.village },
    });
    const reply = await client.call(name, attempt.body, attempt.id, attempt.query);
    expect([name, reply.error?.code === 'session.required']).toEqual([name, routes[name].permission !== 'public']);
  }
  expect((await refusal(shared.url, { cookie: client.cookie, origin: shared.url })).code).toBe('session.required');
});

test('a guest: the meeting of the link, what is one’s own, what is public, and nothing else', async () => {
  const meetingId = await world.meeting(world.towns.village);
  await store.guests.addLink('the link', meetingId, '');
  const client = new Client(shared.url, '127.0.9.3');
  await client.start();
  const { body } = await client.call('meeting.guestSignIn', { token: 'the link', name: '来宾' });
  const { user, csrfToken } = body.session;
  client.csrfToken = csrfToken;
  if (user === null) throw new Error('nobody is signed in');
  const unitId = world.towns.village;
  const page = await client.open();
  for (const name of requestNames) {
    const attempt = await requestFixtures[name].attempt({ world, unitId, user });
    const { error } = await page.ask(name, attempt.body);
    const permitted = await isPermitted(requestFixtures[name], requests[name].permission, user, unitId);
    expect([name, error?.code === 'permission.denied']).toEqual([name, !permitted]);
    expect([name, error?.code]).not.toEqual([name, expect.stringMatching(/^(request|server)\./)]);
  }
  // These give the browser somebody else's session, or none.
  const last: RouteName[] = [
    'session.signIn',
    'session.setup',
    'kiosk.signIn',
    'meeting.guestSignIn',
    'session.signOut',
  ];
  for (const name of routeNames.filter((one) => !last.includes(one))) {
    const { id, body: sent, query } = await routeFixtures[name].attempt({ world, unitId, user });
    const { error } = await client.call(name, sent, id, query);
    const permitted = await isPermitted(routeFixtures[name], routes[name].permission, user, unitId);
    expect([name, error?.code === 'permission.denied']).toEqual([name, !permitted]);
    expect([name, error?.code]).not.toEqual([name, expect.stringMatching(/^(request|server)\./)]);
  }
  expect(Object.keys(table).filter((action) => can({ user, address: '' }, action as Action))).toEqual([
    ...guestActions,
  ]);
});

test('without the second factor that the role demands, only what is one’s own', async () => {
  await store.users.addRole(world.officerId, 'commander', world.towns.county, null);
  const client = await Client.signIn(shared.url, 'officer', { from: '127.0.9.2' });
  const { user } = client;
  if (user === null) throw new Error('nobody is signed in');
  expect(user.mustEnrol).toBe(true);
  for (const name of routeNames) {
    const { permission } = routes[name];
    const { id, body, query } = await routeFixtures[name].attempt({ world, unitId: world.towns.village, user });
    const reply = await client.call(name, body, id, query);
    // The grant is this user's own.
    const isOpen = permission === 'public' || permission === 'session.own';
    expect([name, reply.error?.code === 'session.enrol']).toEqual([name, !isOpen]);
  }
});
