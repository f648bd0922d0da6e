import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { addSecurity } from '../../../server/http/security.ts';
import { Keys, sha256 } from '../../../server/keys.ts';
import { UpgradeRate } from '../../../server/ws/admission.ts';
import { Gate } from '../../../server/ws/gate.ts';
import { closeCodes, limits } from '../../../server/ws/limits.ts';
import { Sockets } from '../../../server/ws/sockets.ts';
import { addUser } from '../people.ts';
import { openStore, refusal, temporaryFolder } from '../rig.ts';

/** A busy machine takes its time. */
const WAIT = { timeout: 30_000 };

/** A gate of its own, where each page is held back until it is let go. */
async function stage() {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const userId = await addUser(store, 'officer', ['duty-officer']);
  const app = fastify();
  const sockets = new Sockets({ userOf: (id) => store.sessions.user(id) }, (error) => {
    throw error;
  });
  await addSecurity(app, { store, keys: Keys.load(folder), tls: false });
  app.get('/in', async (request) => {
    await request.session.regenerate();
    const idHash = sha256(request.session.sessionId);
    await store.sessions.begin({ idHash, userId, csrfSecret: '', address: '', browser: '' });
    request.session.userId = userId;
    return {};
  });
  let release = (): void => undefined;
  let waiting = 0;
  const released = new Promise<void>((resolve) => (release = resolve));
  const greeted: string[] = [];
  const prepare = async () => {
    waiting++;
    await released;
    return ({ id }: { id: string }) => void greeted.push(id);
  };
  const gate = new Gate(app, { sockets, userOf: (id) => store.sessions.user(id), prepare });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    release();
    gate.close();
    await sockets.close();
    await app.close();
  });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const cookie = async (): Promise<string> => {
    const reply = await fetch(`${url}/in`);
    return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };
  /** Knocks; the status that refuses it, or the code that it is closed with later. */
  const knock = (of: string): { over: Promise<number>; socket: WebSocket } => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { cookie: of, origin: url } });
    onTestFinished(() => socket.terminate());
    const over = new Promise<number>((resolve) => {
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.once('close', resolve);
    });
    return { over, socket };
  };
  return { store, sockets, userId, url, cookie, knock, greeted, release, waiting: () => waiting };
}

test('what ends a page on its way in is not missed', async () => {
  const { sockets, userId, cookie, knock, greeted, release, waiting } = await stage();
  const [one, other] = [await cookie(), await cookie()];
  const changed = knock(one);
  const ended = knock(other);
  await expect.poll(waiting, WAIT).toBe(2);
  sockets.endUser(userId);
  const id = decodeURIComponent(other.split('=')[1] ?? '').split('.')[0] ?? '';
  sockets.endSession(sha256(id));
  release();
  expect(await changed.over).toBe(closeCodes.rights);
  expect(await ended.over).toBe(closeCodes.signedOut);
  expect(greeted).toEqual([]);
  const [later] = await Promise.all([once(knock(one).socket, 'open')]);
  expect(later).toBeDefined();
  expect(greeted).toHaveLength(1);
});

test('pages that knock at once do not get more places than there are, nor does one user with many sessions', async () => {
  const { sockets, cookie, knock, release } = await stage();
  const cookies = [await cookie(), await cookie(), await cookie()];
  const pages = cookies.flatMap((of) => Array.from({ length: limits.perSession + 1 }, () => knock(of)));
  const statuses: number[] = [];
  for (const { over } of pages) void over.then((status) => statuses.push(status));
  const tooMany = pages.length - limits.perUser;
  await expect.poll(() => statuses, WAIT).toEqual(Array.from({ length: tooMany }, () => 429));
  release();
  const open = () => pages.filter(({ socket }) => socket.readyState === WebSocket.OPEN);
  await expect.poll(() => open().length, WAIT).toBe(limits.perUser);
  // A place is free again when its page has gone.
  open()[0]?.socket.close();
  await expect.poll(() => sockets.size, WAIT).toBe(limits.perUser - 1);
  await once(knock(cookies[2] ?? '').socket, 'open');
});

test('knocking too often is refused before anything is looked at, from that address alone', async () => {
  const { url } = await stage();
  for (let count = 0; count < limits.upgradesPerMinute; count++) {
    if (count % 100 === 0) expect((await refusal(url, {})).code).toBe('session.origin');
    else void refusal(url, {});
  }
  await expect.poll(async () => (await refusal(url, {})).code, WAIT).toBe('request.too-many');
});

test('the rate is counted by network address, and begins anew after a minute', () => {
  const rate = new UpgradeRate();
  const taken = (address: string, now: number): number =>
    Array.from({ length: 1000 }, () => rate.take(address, now)).filter(Boolean).length;
  expect(taken('2001:db8::1', 0)).toBe(limits.upgradesPerMinute);
  expect(taken('2001:db8::2', 0)).toBe(0);
  expect(taken('2001:db8:0:1::1', 0)).toBe(limits.upgradesPerMinute);
  expect(taken('2001:db8::2', 60_000)).toBe(limits.upgradesPerMinute);
});
