import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../server/contract/ws.ts';
import { HubSocket, type SocketState } from '../../web/media/socket.ts';

let server: WebSocketServer;
let socket: HubSocket;

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  socket = new HubSocket(`ws://127.0.0.1:${port}/ws`);
});

afterEach(async () => {
  socket.close();
  for (const client of server.clients) client.terminate();
  await new Promise((done) => server.close(done));
});

function greet(client: ServerSocket, protocolVersion = PROTOCOL_VERSION): void {
  const user = { id: 'u1', username: 'admin', role: 'administrator' };
  client.send(
    JSON.stringify({ notification: 'hello', data: { protocolVersion, user, rtpCapabilities: {}, states: [] } }),
  );
}

function become(state: SocketState): Promise<void> {
  return new Promise((done) => {
    const off = socket.on('state', (now) => {
      if (now !== state) return;
      off();
      done();
    });
  });
}

async function accept(): Promise<ServerSocket> {
  const [client] = (await once(server, 'connection')) as [ServerSocket];
  return client;
}

async function connect(): Promise<ServerSocket> {
  const accepted = accept();
  const opened = become('open');
  socket.open();
  const client = await accepted;
  greet(client);
  await opened;
  return client;
}

async function asked(client: ServerSocket): Promise<{ id: number; request: string; data: unknown }> {
  const [message] = (await once(client, 'message')) as [Buffer];
  return JSON.parse(message.toString()) as { id: number; request: string; data: unknown };
}

test('is open only after the hello, and refuses to ask before', async () => {
  const accepted = accept();
  socket.open();
  await accepted;
  expect(socket.state).toBe('connecting');
  await expect(socket.request('watch.pause', { watchId: 'w' })).rejects.toMatchObject({ code: 'local.offline' });
});

test('answers find their requests, in whatever order they come', async () => {
  const client = await connect();
  const first = socket.request('discovery.start', { targets: ['10.0.0.1'], interfaces: [] });
  const one = await asked(client);
  const second = socket.request('discovery.stop', { discoveryId: 'd1' });
  const two = await asked(client);
  expect(one).toMatchObject({ request: 'discovery.start', data: { targets: ['10.0.0.1'] } });
  const error = { code: 'discovery.unknown', message: { zh: '没有', en: 'none' } };
  client.send(JSON.stringify({ id: two.id, ok: false, error }));
  client.send(JSON.stringify({ id: one.id, ok: true, data: { discoveryId: 'd1', total: 1 } }));
  await expect(second).rejects.toMatchObject({ code: 'discovery.unknown' });
  await expect(first).resolves.toEqual({ discoveryId: 'd1', total: 1 });
});

test('tells notifications', async () => {
  const client = await connect();
  const told = new Promise((done) => socket.on('watch.ended', done));
  client.send(JSON.stringify({ notification: 'watch.ended', data: { watchId: 'w1', reason: 'worker' } }));
  expect(await told).toEqual({ watchId: 'w1', reason: 'worker' });
});

test('a lost connection fails what is unanswered, and comes back by itself', async () => {
  const client = await connect();
  const states: SocketState[] = [];
  socket.on('state', (state) => states.push(state));
  const pending = socket.request('watch.pause', { watchId: 'w' });
  await asked(client);
  const again = accept();
  client.terminate();
  await expect(pending).rejects.toMatchObject({ code: 'local.offline' });
  const opened = become('open');
  greet(await again);
  await opened;
  // Lost until it is back: no flicker of states in between.
  expect(states).toEqual(['lost', 'open']);
});

test('restarting makes a new connection', async () => {
  const client = await connect();
  const gone = once(client, 'close');
  const again = accept();
  socket.restart();
  await gone;
  const opened = become('open');
  greet(await again);
  await opened;
});

test('an old page does not try again', async () => {
  const accepted = accept();
  const old = become('old');
  socket.open();
  const client = await accepted;
  const gone = once(client, 'close');
  greet(client, PROTOCOL_VERSION + 1);
  await old;
  await gone;
  expect(socket.state).toBe('old');
});
