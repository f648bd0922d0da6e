import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as send } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { LocalBus } from '../../../server/cluster/local.ts';
import { API } from '../../../server/contract/http.ts';
import { type KeptFile, LARGEST_FILE } from '../../../server/contract/file.ts';
import type { ErrorBody } from '../../../server/contract/error.ts';
import { addMeetingSideRoutes } from '../../../server/features/meeting-side/routes.ts';
import { MeetingSide } from '../../../server/features/meeting-side/side.ts';
import { AccountService } from '../../../server/features/session/account.ts';
import { beginner } from '../../../server/features/session/begin.ts';
import { Guard } from '../../../server/features/session/guard.ts';
import { addSessionRoutes } from '../../../server/features/session/routes.ts';
import { SessionService } from '../../../server/features/session/service.ts';
import { SetupService } from '../../../server/features/session/setup.ts';
import { addActor } from '../../../server/http/actor.ts';
import { addFailures } from '../../../server/http/failures.ts';
import { addSecurity } from '../../../server/http/security.ts';
import { createServer } from '../../../server/http/server.ts';
import { Invitations } from '../../../server/invitations.ts';
import { Keys } from '../../../server/keys.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import { addUser } from '../people.ts';
import { Client, openStore, temporaryFolder } from '../rig.ts';
import { addMeeting, SomeRooms, userOf } from './meeting-side-rig.ts';

/** In the data folder. */
const FILES = 'meeting-files';

let folder: string;
let client: Client;
let meeting: StoredMeeting;
let rooms: SomeRooms;
let log: string;

/** The parts of a hub that a file comes through, and no others. */
beforeEach(async () => {
  folder = temporaryFolder();
  log = '';
  const [store, keys, bus] = [await openStore(folder), Keys.load(folder), new LocalBus()];
  const server = createServer({ log: 'debug' }, null, { write: (line: string) => (log += line) });
  onTestFinished(() => server.close());
  const onError = (error: unknown): void => expect.fail(String(error));
  const guard = new Guard(store, onError);
  onTestFinished(() => guard.close());
  const sessions = new SessionService({ store, bus, guard });
  const [setups, accounts] = [new SetupService({ store, bus, guard }), new AccountService({ store, bus, guard })];
  addFailures(server);
  await addSecurity(server, { store, keys, tls: false });
  addActor(server, store);
  addSessionRoutes(server, { sessions, setups, accounts, guard, bus, begin: beginner({ sessions, bus }) });
  rooms = new SomeRooms();
  const parts = { store, bus, rooms, invitations: new Invitations(store), dataFolder: folder, onError };
  const side = await MeetingSide.create(parts);
  onTestFinished(() => side.close());
  await addMeetingSideRoutes(server, side);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });

  const owner = await userOf(store, await addUser(store, 'owner', ['town-official']));
  meeting = await addMeeting(store, owner);
  rooms.enter(meeting.id, owner.id, 'chair');
  client = await Client.signIn(url, 'owner');
});

/** Begins to send a file, of any media type. */
function begin(name: string, headers: Record<string, string | number> = {}): ClientRequest {
  const path = `${API}/meetings/${meeting.id}/files?${new URLSearchParams({ name }).toString()}`;
  const tokens = { cookie: client.cookie, 'x-csrf-token': client.csrfToken };
  return send(client.url + path, { method: 'POST', headers: { ...tokens, ...headers } });
}

async function answerOf(sent: ClientRequest): Promise<{ status: number; body: KeptFile; error?: ErrorBody }> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as KeptFile & { error?: ErrorBody };
  return { status: response.statusCode ?? 0, body, ...(body.error !== undefined && { error: body.error }) };
}

function upload(name: string, content: Uint8Array | string, type = 'application/octet-stream') {
  const sent = begin(name, { 'content-type': type, 'content-length': Buffer.byteLength(content) });
  const answer = answerOf(sent);
  sent.end(content);
  return answer;
}

/** So many bytes of text, piece by piece. */
function* letters(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(1024 * 1024, 'a line of text\n');
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}

const pathOf = (id: string): string => `${API}/meetings/${meeting.id}/files/${id}`;
const inFolder = (): string[] => readdirSync(join(folder, FILES), { recursive: true }).map(String);

test('a file comes in as it is, is listed, and goes out as something to save and never to be shown', async () => {
  const content = Buffer.from('村,人数\n东村,3\n');
  // Whatever the browser says it is: the bytes decide.
  for (const type of ['text/html', 'application/json', 'multipart/form-data; boundary=x', 'image/svg+xml']) {
    const { status, body } = await upload('名单 (1)\'"a".csv', content, type);
    expect([status, body.name, body.type, body.bytes]).toEqual([200, '名单 (1)\'"a".csv', 'text/csv', content.length]);
  }
  const { body } = await client.call('meeting.files', undefined, meeting.id);
  expect(body.files).toHaveLength(4);
  const reply = await client.fetch(pathOf(body.files[0]?.id ?? ''));
  expect(reply.bytes).toEqual(content);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-length': String(content.length),
    'content-disposition':
      'attachment; filename="__ _1___a_.csv"; ' + "filename*=UTF-8''%E5%90%8D%E5%8D%95%20%281%29%27%22a%22.csv",
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect((await client.fetch(pathOf('0198a5c0-0000-7000-8000-000000000000'))).error?.code).toBe('file.unknown');
});

test('what is not taken is told why, and leaves nothing behind', async () => {
  const codes: [string, string, Uint8Array | string][] = [
    ['file.type', 'a.exe', 'MZ\0\0'],
    ['file.type', 'a.html', 'text'],
    ['file.type', 'a.txt', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['file.type', 'a.pdf', 'text'],
    ['file.type', 'a.txt', ''],
    ['request.invalid', '../a.txt', 'text'],
    ['request.invalid', 'a\u202etxt.pdf', 'text'],
    ['request.invalid', 'a\0.txt', 'text'],
  ];
  for (const [code, name, content] of codes) expect((await upload(name, content)).error?.code, name).toBe(code);
  client.csrfToken = 'guessed';
  expect((await upload('a.txt', 'text')).error?.code).toBe('session.csrf');
  expect(inFolder()).toEqual([]);
});

test('50 MB is taken; a byte more is not; what never ends is cut off', { timeout: 120_000 }, async () => {
  const stream = async (bytes: number) => {
    const sent = begin('a.txt', { 'content-length': bytes });
    const [answer] = await Promise.all([answerOf(sent), pipeline(Readable.from(letters(bytes)), sent)]);
    return answer;
  };
  expect((await stream(LARGEST_FILE)).body.bytes).toBe(LARGEST_FILE);
  expect(inFolder()).toHaveLength(2);
  const over = await stream(LARGEST_FILE + 1);
  expect([over.status, over.error?.code]).toEqual([413, 'file.too-large']);
  const declared = begin('a.txt', { 'content-length': 10 * LARGEST_FILE });
  declared.flushHeaders();
  expect((await answerOf(declared)).error?.code).toBe('file.too-large');
  declared.destroy();
  expect(inFolder()).toHaveLength(2);
});

test('a page that goes away in the middle of it leaves nothing behind, and is no error of the hub', async () => {
  const sent = begin('a.txt', { 'content-length': 1000 });
  sent.on('error', () => undefined);
  sent.write('a beginning');
  // It is on the disk, as far as it has come.
  const sizeOf = (): number => inFolder().reduce((sum, name) => sum + statSync(join(folder, FILES, name)).size, 0);
  await expect.poll(sizeOf).toBe('a beginning'.length);
  sent.destroy();
  await expect.poll(inFolder).toEqual([]);
  expect(log).not.toContain('unexpected');
});

test('whoever leaves the room while it comes in adds nothing', async () => {
  const sent = begin('a.txt', { 'content-length': 20 });
  const answer = answerOf(sent);
  sent.write('ten bytes ');
  await expect.poll(() => inFolder().length).toBe(1);
  rooms.leave(meeting.id, meeting.ownerId);
  sent.end('ten bytes.');
  expect((await answer).error?.code).toBe('room.none');
  expect(inFolder()).toEqual([]);
});

test('one user sends three at once, and no more', async () => {
  const going = ['a', 'b', 'c'].map((name) => {
    const sent = begin(`${name}.txt`, { 'content-length': 5 });
    sent.write('text');
    return { sent, answer: answerOf(sent) };
  });
  await expect.poll(() => inFolder().length).toBe(3);
  expect((await upload('d.txt', 'text')).error?.code).toBe('request.too-many');
  for (const { sent } of going) sent.end('.');
  expect((await Promise.all(going.map(({ answer }) => answer))).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await upload('d.txt', 'text')).status).toBe(200);
});

test('minutes, polls and chat come by the same routes as all else', async () => {
  const minutes = { text: '一'.repeat(50_000), decisions: [], revision: 0 };
  expect((await client.call('meeting.writeMinutes', minutes, meeting.id)).body.revision).toBe(1);
  expect((await client.call('meeting.writeMinutes', minutes, meeting.id)).error?.code).toBe('meeting.minutes-conflict');
  expect((await client.call('meeting.minutes', undefined, meeting.id)).body.text).toBe(minutes.text);
  const create = { question: '同意吗？', secret: false, options: ['同意', '反对'] };
  const poll = (await client.call('meeting.addPoll', create, meeting.id)).body;
  const path = `${API}/meetings/${meeting.id}/polls/${poll.id}`;
  expect((await client.fetch(`${path}/vote`, 'POST', { option: 1 })).body).toMatchObject({ voted: true });
  expect((await client.fetch(`${path}/close`, 'POST', {})).body).toMatchObject({
    open: false,
    options: [{ votes: 0 }, { votes: 1, names: ['owner'] }],
  });
  expect((await client.call('meeting.polls', undefined, meeting.id)).body.polls).toHaveLength(1);
  expect((await client.call('meeting.chat', undefined, meeting.id)).body).toEqual({ messages: [] });
});
