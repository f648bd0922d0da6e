import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import type { RoomEnd } from '../../server/contract/meeting-room.ts';
import { PROTOCOL_VERSION } from '../../server/contract/ws.ts';
import { MeetingRoom } from '../../web/media/meeting/meeting-room.ts';
import { HubSocket } from '../../web/media/socket.ts';
import { roomOf, someone } from './meeting-people.ts';

interface Asked {
  id: number;
  request: string;
  data: unknown;
}

const refusal = (code: string) => ({ code, message: { zh: code, en: code } });

/** A hub that answers each joining as it was told, and notes what it is asked. */
let server: WebSocketServer;
let socket: HubSocket;
let room: MeetingRoom;
let answers: object[];
let joins: unknown[];
let requests: string[];

beforeEach(async () => {
  [answers, joins, requests] = [[], [], []];
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (client) => {
    client.on('message', (bytes: Buffer) => answer(client, JSON.parse(bytes.toString()) as Asked));
    const data = { protocolVersion: PROTOCOL_VERSION, user: {}, rtpCapabilities: {}, states: [] };
    client.send(JSON.stringify({ notification: 'hello', data }));
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  socket = new HubSocket(`ws://127.0.0.1:${port}/ws`);
  room = new MeetingRoom({ socket, meetingId: 'm1', devices: {} });
});

afterEach(async () => {
  room.close();
  socket.close();
  for (const client of server.clients) client.terminate();
  await new Promise((done) => server.close(done));
});

function answer(client: ServerSocket, { id, request, data }: Asked): void {
  requests.push(request);
  if (request === 'room.join') joins.push(data);
  const said = request === 'room.join' ? answers.shift() : { ok: true, data: {} };
  if (said) client.send(JSON.stringify({ id, ...said }));
}

function tell(notification: string, data: object): void {
  for (const client of server.clients) client.send(JSON.stringify({ notification, data }));
}

const waits = { ok: true, data: { state: 'waiting' } };
const refuses = (code: string) => ({ ok: false, error: refusal(code) });
const phase = () => room.view.phase;

async function open(...told: object[]): Promise<void> {
  answers.push(...told);
  room.open();
  socket.open();
  await expect.poll(() => joins.length).toBe(1);
}

test('it joins when the hub is reached, waits in the lobby, and joins again when it is admitted', async () => {
  await open(waits);
  await expect.poll(phase).toBe('waiting');
  answers.push(waits);
  tell('room.admitted', { meetingId: 'another' });
  tell('room.admitted', { meetingId: 'm1' });
  await expect.poll(() => joins).toEqual([{ meetingId: 'm1' }, { meetingId: 'm1' }]);
});

test('a passcode is asked for, asked for again where it is wrong, and kept for the next joining', async () => {
  await open(refuses('meeting.passcode-needed'));
  await expect.poll(phase).toBe('passcode');
  expect(room.view.error).toBeNull();
  answers.push(refuses('meeting.passcode-wrong'));
  room.join('1111');
  await expect.poll(() => room.view.error?.code).toBe('meeting.passcode-wrong');
  expect(phase()).toBe('passcode');
  answers.push(waits, waits);
  room.join('2468');
  await expect.poll(phase).toBe('waiting');
  tell('room.admitted', { meetingId: 'm1' });
  await expect.poll(() => joins.at(-1)).toEqual({ meetingId: 'm1', passcode: '2468' });
});

test('whoever is refused is told why, and may try again', async () => {
  await open(refuses('meeting.locked'));
  await expect.poll(phase).toBe('refused');
  expect(room.view.error?.code).toBe('meeting.locked');
  answers.push(waits);
  room.join();
  await expect.poll(phase).toBe('waiting');
});

test.each<RoomEnd>(['ended', 'removed', 'elsewhere', 'turned-away', 'refused'])(
  'whoever is sent out (%s) does not come back by themselves, even over a new connection',
  async (reason) => {
    await open(waits);
    await expect.poll(phase).toBe('waiting');
    tell('room.ended', { meetingId: 'm1', reason });
    await expect.poll(phase).toBe('ended');
    expect(room.view.end).toBe(reason);
    socket.restart();
    socket.hurry();
    await expect.poll(() => socket.state).toBe('open');
    await socket.request('room.leave', {});
    expect(joins).toHaveLength(1);
  },
);

test('where the media were lost it joins again at once', async () => {
  await open(waits);
  await expect.poll(phase).toBe('waiting');
  answers.push(waits);
  tell('room.ended', { meetingId: 'm1', reason: 'media' });
  await expect.poll(() => joins.length).toBe(2);
});

test('a lost connection is joined over again as soon as it is back', async () => {
  await open(waits);
  await expect.poll(phase).toBe('waiting');
  answers.push(waits);
  for (const client of server.clients) client.terminate();
  await expect.poll(() => joins.length).toBe(2);
});

test('leaving is told, and nothing is joined after it', async () => {
  await open(waits);
  await expect.poll(phase).toBe('waiting');
  room.close();
  await expect.poll(() => requests).toContain('room.leave');
  tell('room.admitted', { meetingId: 'm1' });
  await socket.request('room.leave', {});
  expect(joins).toHaveLength(1);
});

test('let in where the browser cannot do it, one does not sit there unseen', async () => {
  const transport = { id: 't', iceParameters: {}, iceCandidates: [], dtlsParameters: {} };
  const joined = { participantId: 'p', room: roomOf([someone('p')]), send: transport, receive: transport };
  await open({ ok: true, data: { state: 'in', rtpCapabilities: {}, ...joined } });
  await expect.poll(phase).toBe('refused');
  expect(room.view.error?.code).toBe('local.browser');
  await expect.poll(() => requests).toEqual(['room.join', 'room.leave']);
});

test('a hub that does not answer is given more time at each new connection', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const restart = vi.spyOn(socket, 'restart');
    await open();
    vi.advanceTimersByTime(4_000);
    expect(restart).toHaveBeenCalledTimes(1);
    socket.hurry();
    await expect.poll(() => joins.length).toBe(2);
    vi.advanceTimersByTime(7_900);
    expect(restart).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(restart).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});
