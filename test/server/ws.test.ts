import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../server/contract/ws.ts';
import { closeCodes, limits, MessageRate } from '../../server/ws/limits.ts';
import { Client, refusal, shareHub, startHub } from './rig.ts';

const ID = '01a2063d-c1bc-7ad7-9392-07d930407ca1';
const shared = shareHub();

test('only a page of the same origin with a live session gets a socket', async () => {
  const { url } = shared;
  const { cookie } = await Client.signIn(url);
  const signedOut = new Client(url);
  await signedOut.start();
  const forbidden = { status: 403, code: 'session.origin' };
  const unknown = { status: 401, code: 'session.required' };
  expect(await refusal(url, { cookie, origin: 'https://evil.example' })).toEqual(forbidden);
  expect(await refusal(url, { cookie })).toEqual(forbidden);
  expect(await refusal(url, { origin: url })).toEqual(unknown);
  expect(await refusal(url, { origin: url, cookie: 'hub=made-up.signature' })).toEqual(unknown);
  expect(await refusal(url, { origin: url, cookie: signedOut.cookie })).toEqual(unknown);
  expect(await refusal(`${url}/elsewhere?`, { cookie, origin: url })).toEqual({ status: 404, code: 'request.unknown' });
});

test('a refused connection that the other side keeps open does not hold up the stop', async () => {
  const { hub, url } = await startHub();
  const { host, hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.write(`GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('session.origin');
  await hub.close();
});

test('the hello comes first', async () => {
  const { url } = shared;
  const page = await (await Client.signIn(url)).open();
  const hello = await page.hello;
  expect(page.told[0]?.notification).toBe('hello');
  expect(hello).toMatchObject({ protocolVersion: PROTOCOL_VERSION, user: { username: 'admin' }, states: [] });
  expect(hello.rtpCapabilities).toHaveProperty('codecs');
});

test('what is malformed is answered, and the socket lives on', async () => {
  const { url } = shared;
  const page = await (await Client.signIn(url)).open();
  const wrong = ['', '{', '[]', 'null', '{"id":"1","request":"x","data":{}}', '{"id":-1,"request":"x","data":{}}'];
  for (const text of wrong) page.say(text);
  page.socket.send(Buffer.from('{"id":1,"request":"watch.pause","data":{}}'));
  await page.find(() => page.told.filter(({ id }) => id === null).length === wrong.length + 1);
  expect(new Set(page.told.slice(1).map(({ error }) => error?.code))).toEqual(
    new Set(['request.malformed', 'request.invalid']),
  );
  for (const request of ['no.such', 'constructor', '__proto__', 'hello']) {
    expect((await page.askAny(request)).error?.code).toBe('request.unknown');
  }
});

test('unknown ids are refused by name', async () => {
  const { url } = shared;
  const page = await (await Client.signIn(url)).open();
  const codeOf = async (request: string, data: unknown) => (await page.askAny(request, data)).error?.code;
  expect(await codeOf('watch.resume', { watchId: ID, audio: false })).toBe('watch.unknown');
  expect(await codeOf('watch.pause', { watchId: ID })).toBe('watch.unknown');
  expect(await codeOf('watch.release', { watchId: ID })).toBe('watch.unknown');
  expect(await codeOf('transport.connect', { transportId: ID, dtlsParameters: {} })).toBe('transport.unknown');
  expect(await codeOf('discovery.stop', { discoveryId: ID })).toBe('discovery.unknown');
  expect(await codeOf('ticket.issue', { channelId: ID, grantId: ID })).toBe('channel.unknown');
  const watch = { ticket: 'guessed', width: 640, rtpCapabilities: {} };
  expect(await codeOf('camera.watch', watch)).toBe('ticket.invalid');
});

test('a message too large, and a flood, end the socket', async () => {
  const { url } = shared;
  const client = await Client.signIn(url);
  const large = await client.open();
  large.say('x'.repeat(limits.message + 1));
  expect(await large.closed).toBe(1009);
  const flood = await client.open();
  for (let i = 0; i <= limits.burst + limits.perSecond; i++) flood.say('{}');
  expect(await flood.closed).toBe(closeCodes.flood);
});

test('the rate fills up again', () => {
  const rate = new MessageRate(0);
  const taken = (now: number, tries: number) =>
    Array.from({ length: tries }, () => rate.take(now)).filter(Boolean).length;
  expect(taken(0, 1000)).toBe(limits.burst);
  expect(taken(1000, 1000)).toBe(limits.perSecond);
  expect(taken(60_000, 1000)).toBe(limits.burst);
});

test('signing out closes the pages of that session, and no others', async () => {
  const { url } = shared;
  const leaving = await Client.signIn(url);
  const staying = await Client.signIn(url);
  const closed = (await leaving.open()).closed;
  const page = await staying.open();
  await leaving.call('session.signOut');
  expect(await closed).toBe(closeCodes.signedOut);
  expect((await page.ask('watch.pause', { watchId: ID })).error?.code).toBe('watch.unknown');
});

test('the hub says goodbye when it stops, quickly', async () => {
  const { hub, url } = await startHub();
  const page = await (await Client.signIn(url)).open();
  const began = performance.now();
  await Promise.all([hub.close(), hub.close()]);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(await page.closed).toBe(closeCodes.stopping);
  await expect(fetch(url)).rejects.toThrow();
});
