import { expect, test } from 'vitest';
import { causes } from '../../media/index.ts';
import { Cause } from '../../server/contract/camera.ts';
import { API, type RouteName, routes } from '../../server/contract/http.ts';
import { Role } from '../../server/contract/people.ts';
import { requests } from '../../server/contract/ws.ts';
import { addUser, CODES } from './people.ts';
import { Client, shareHub } from './rig.ts';
import { storeOf } from './two-towns.ts';

const names = Object.keys(routes) as RouteName[];
const ID = '01a2063d-c1bc-7ad7-9392-07d930407ca1';
const shared = shareHub();

async function openApi(url: string) {
  type Document = { paths: Record<string, Record<string, { operationId: string }>> };
  return (await new Client(url).fetch<Document>(`${API}/openapi.json`)).body;
}

test('causes of media and of the contract are the same', () => {
  expect(Cause.enum).toEqual(causes);
});

test('every route of the table is registered, and no other is in the API', async () => {
  const { url } = shared;
  const { paths } = await openApi(url);
  const registered = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
  );
  const table = names.map(
    (name) => `${name} ${routes[name].method} ${API}${routes[name].path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(registered.sort()).toEqual(table.sort());
});

test('OpenAPI knows bodies, replies, failures and the picture', async () => {
  const { url } = shared;
  const { paths } = await openApi(url);
  const register = paths[`${API}/cameras`]?.['post'];
  expect(register).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { required: ['name', 'source'] } } } },
    responses: { 200: {}, '4XX': {}, '5XX': {} },
  });
  expect(paths[`${API}/channels/{id}/test-picture`]?.['post']).toMatchObject({
    responses: { 200: { content: { 'image/jpeg': {} } } },
  });
});

test('signed out, no route but the public ones answers', async () => {
  const { url } = shared;
  const client = new Client(url);
  await client.start();
  for (const name of names) {
    const reply = await client.call(name, routes[name].method === 'GET' ? undefined : {}, ID);
    const isPublic = routes[name].permission === 'public';
    expect([name, reply.status === 401]).toEqual([name, !isPublic]);
    if (!isPublic) expect(reply.error?.code).toBe('session.required');
  }
});

test('every write is refused without its CSRF token', async () => {
  const { url, folder } = shared;
  const store = await storeOf(folder);
  // Who may do everything there is; no interface makes such a user.
  await addUser(store, 'everybody', Role.enum);
  await store.close();
  const client = await Client.signIn(url, 'everybody', { code: CODES[0] ?? '' });
  client.csrfToken = '';
  for (const name of names.filter((one) => routes[one].method !== 'GET')) {
    const reply = await client.call(name, {}, ID);
    expect([name, reply.status, reply.error?.code]).toEqual([name, 403, 'session.csrf']);
  }
});

test('every request of the socket has a handler, which refuses data of a wrong shape', async () => {
  const { url } = shared;
  const page = await (await Client.signIn(url)).open();
  for (const name of Object.keys(requests)) {
    const answer = await page.askAny(name, { no: 'such field' });
    expect([name, answer.ok, answer.error?.code]).toEqual([name, false, 'request.invalid']);
  }
});

test('a failure says what and where, in both languages', async () => {
  const { url } = shared;
  const client = await Client.signIn(url);
  const source = { kind: 'onvif', address: '127.0.0.1', port: 70_000, username: '', password: '' };
  const reply = await client.call('camera.register', { name: '', source });
  expect(reply.status).toBe(400);
  expect(reply.error).toEqual({
    code: 'request.invalid',
    message: {
      zh: '请求不正确：source.port 必须 <= 65535',
      en: 'The request is wrong: source.port must be <= 65535',
    },
  });
});

test('what the framework refuses has the same shape', async () => {
  const { url } = shared;
  const client = await Client.signIn(url);
  const send = async (body: string, type = 'application/json') => {
    const headers = { cookie: client.cookie, 'x-csrf-token': client.csrfToken, 'content-type': type };
    const response = await fetch(`${url}${API}/cameras`, { method: 'POST', headers, body });
    const { error } = (await response.json()) as { error: { code: string; message: { zh: string; en: string } } };
    expect(error.message.zh).not.toBe('');
    return [response.status, error.code];
  };
  expect(await send('{"name":')).toEqual([400, 'request.malformed']);
  expect(await send('{"__proto__":{"x":1},"name":""}')).toEqual([400, 'request.malformed']);
  expect(await send('x', 'text/plain')).toEqual([415, 'request.media-type']);
  expect(await send(JSON.stringify({ name: 'x'.repeat(70_000) }))).toEqual([413, 'request.too-large']);
  expect((await client.fetch(`${API}/nothing`)).error?.code).toBe('request.unknown');
  const bad = await client.call('camera.remove', undefined, 'not-an-id');
  expect([bad.status, bad.error?.code]).toEqual([400, 'request.invalid']);
  const none = await client.call('camera.remove', undefined, ID);
  expect([none.status, none.error?.code]).toEqual([404, 'camera.unknown']);
});
