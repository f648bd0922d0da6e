import { afterEach, expect, test, vi } from 'vitest';
import { call, download, keepToken, takeTestPicture, upload } from '../../web/api/client.ts';
import { HubError } from '../../web/api/hub-error.ts';

interface Sent {
  path: string;
  method: string | undefined;
  token: string | null;
  body: unknown;
}

/** Answers in order, and keeps what was sent. */
function answer(...responses: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (path: string, { method, headers, body }: RequestInit) => {
    const token = new Headers(headers).get('x-csrf-token');
    sent.push({ path, method, token, body: typeof body === 'string' ? JSON.parse(body) : body });
    const next = responses.shift();
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new TypeError('no answer left'));
  });
  return sent;
}

const session = (csrfToken: string): Response => Response.json({ user: null, csrfToken, setupNeeded: false });
const refusal = (status: number, code: string): Response =>
  Response.json({ error: { code, message: { zh: '错误', en: 'wrong' } } }, { status });
const failure = async (promise: Promise<unknown>): Promise<HubError> => {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof HubError)) throw new Error('no HubError was thrown');
  return thrown;
};

afterEach(() => {
  vi.unstubAllGlobals();
  keepToken('');
});

test('a write carries the token, and fetches it where there is none', async () => {
  const sent = answer(session('t1'), Response.json({}));
  await call('camera.remove', { params: { id: 'a b' } });
  expect(sent).toEqual([
    { path: '/api/v1/session', method: 'GET', token: null, body: null },
    { path: '/api/v1/cameras/a%20b', method: 'DELETE', token: 't1', body: null },
  ]);
});

test('a token that is out of date is renewed once', async () => {
  keepToken('old');
  const body = { username: 'admin', password: 'secret' };
  const sent = answer(refusal(403, 'session.csrf'), session('new'), session('newer'));
  await call('session.signIn', { body });
  expect(sent.map(({ token }) => token)).toEqual(['old', null, 'new']);
  expect(sent[2]?.body).toEqual(body);

  keepToken('old');
  answer(refusal(403, 'session.csrf'), session('new'), refusal(403, 'session.csrf'));
  expect((await failure(call('session.signIn', { body }))).code).toBe('session.csrf');
});

test("the hub's refusal is told in both languages", async () => {
  answer(refusal(422, 'camera.credentials'));
  const error = await failure(call('camera.list'));
  expect(error.code).toBe('camera.credentials');
  expect(error.texts).toEqual({ zh: '错误', en: 'wrong' });
});

test('no connection, and an answer that is none, are told as such', async () => {
  answer(new TypeError('fetch failed'), new Response('<html>bad gateway</html>', { status: 502 }));
  expect((await failure(call('camera.list'))).code).toBe('local.offline');
  expect((await failure(call('camera.list'))).code).toBe('local.answer');
});

test('a query goes into the address, without what is not given', async () => {
  const sent = answer(Response.json({ people: [], total: 0 }), Response.json({ people: [], total: 0 }));
  await call('person.list', { query: { text: '王 & 李', limit: 1000 } });
  await call('person.list', { query: { text: undefined } });
  expect(sent.map(({ path }) => path)).toEqual([
    '/api/v1/people?text=%E7%8E%8B+%26+%E6%9D%8E&limit=1000',
    '/api/v1/people',
  ]);
});

test('a file is a file', async () => {
  answer(new Response('name\n', { headers: { 'content-type': 'text/csv' } }));
  expect(await (await download('org.export', { query: { format: 'csv' } })).text()).toBe('name\n');
});

test('a test picture is a picture', async () => {
  keepToken('t1');
  answer(new Response(new Uint8Array([0xff, 0xd8]), { headers: { 'content-type': 'image/jpeg' } }));
  expect((await takeTestPicture('c1', 'g1')).type).toBe('image/jpeg');
});

test('a file is sent as it is, with its name in the address, and again where the token is out of date', async () => {
  keepToken('old');
  const file = new Blob(['a,b'], { type: 'text/html' });
  const sent = answer(refusal(403, 'session.csrf'), session('new'), Response.json({ id: 'f' }));
  await upload('meeting.addFile', { params: { id: 'm' }, query: { name: '水位 1.csv' } }, file);
  const path = `/api/v1/meetings/m/files?${new URLSearchParams({ name: '水位 1.csv' }).toString()}`;
  expect(sent[2]).toEqual({ path, method: 'POST', token: 'new', body: file });
});
