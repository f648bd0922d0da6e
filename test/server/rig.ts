import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Static } from 'typebox';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type Config, loadConfig } from '../../server/config.ts';
import { API, type RouteName, routes } from '../../server/contract/http.ts';
import type { Purpose } from '../../server/contract/grant.ts';
import type { Session, User } from '../../server/contract/session.ts';
import type { ErrorBody } from '../../server/contract/error.ts';
import type { NotificationData, NotificationName, RequestName, RequestReply } from '../../server/contract/ws.ts';
import { Hub } from '../../server/hub.ts';
import { Keys } from '../../server/keys.ts';
import { Store } from '../../server/store/store.ts';
import { addUser, PASSWORD } from './people.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
export { PASSWORD };

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own. */
export async function openStore(folder = temporaryFolder()): Promise<Store> {
  const store = await Store.open(join(folder, 'hub.sqlite'), Keys.load(folder));
  onTestFinished(() => store.close());
  return store;
}

/** The configuration of a hub for tests; any free ports. */
export function testConfig(environment: Record<string, string> = {}): Config {
  return loadConfig(
    {
      HUB_PORT: '0',
      HUB_RTC_PORT: '0',
      HUB_WORKERS: '1',
      HUB_LOG: 'trace',
      HUB_CAMERA_RANGES: '127.0.0.0/8',
      // Cameras are looked at where a test asks for it, and not in between.
      HUB_HEALTH: 'off',
      HUB_WORKER_BIN: process.env['HUB_WORKER_BIN'] ?? process.env['MEDIASOUP_WORKER_BIN'],
      ...environment,
    },
    ROOT,
  );
}

export interface TestHub {
  hub: Hub;
  url: string;
  folder: string;
  /** All log lines so far. */
  log(): string;
}

/** A whole hub in this process, closed after the test. */
export async function startHub(environment: Record<string, string> = {}): Promise<TestHub> {
  const started = await createHub(environment['HUB_DATA'] ?? temporaryFolder(), environment);
  onTestFinished(() => started.hub.close());
  return started;
}

/** One hub for all tests of a file. */
export function shareHub(environment: Record<string, string> = {}): TestHub {
  const shared = {} as TestHub;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
    Object.assign(shared, await createHub(folder, environment));
  });
  afterAll(async () => {
    await shared.hub.close();
    rmSync(shared.folder, { recursive: true, force: true });
  });
  return shared;
}

/** With a technician `admin`, whose rights need no second factor; but where a test begins with HUB_ADMIN_PASSWORD, nobody. */
async function createHub(folder: string, environment: Record<string, string>): Promise<TestHub> {
  if (!('HUB_ADMIN_PASSWORD' in environment)) await populate(folder);
  let lines = '';
  const hub = await Hub.create(testConfig({ HUB_DATA: folder, ...environment }), { write: (line) => (lines += line) });
  return { hub, url: hub.url, folder, log: () => lines };
}

async function populate(folder: string): Promise<void> {
  const store = await Store.open(join(folder, 'hub.sqlite'), Keys.load(folder));
  try {
    if ((await store.users.findByName('admin')) === null) await addUser(store, 'admin', ['technician']);
  } finally {
    await store.close();
  }
}

type ReplyOf<N extends RouteName> = Static<(typeof routes)[N]['reply']>;

/** `body` has the type of the route's reply, and is that of a success only where the status says so. */
export interface Reply<T = unknown> {
  status: number;
  headers: Headers;
  text: string;
  bytes: Buffer;
  body: T;
  error: ErrorBody | undefined;
}

/** A browser's side of the API: cookies are kept, the CSRF token is sent. */
export class Client {
  readonly url: string;
  cookie = '';
  csrfToken = '';
  user: User | null = null;
  readonly #agent: Agent;

  /** @param from the machine it is at: an address of 127.0.0.0/8 */
  constructor(url: string, from = '127.0.0.1') {
    this.url = url;
    this.#agent = new Agent({ localAddress: from });
  }

  /** One that is signed in, as the technician of the whole county unless another is named. */
  static async signIn(
    url: string,
    username = 'admin',
    { password = PASSWORD, code, from }: { password?: string; code?: string; from?: string } = {},
  ): Promise<Client> {
    const client = new Client(url, from);
    await client.start();
    const reply = await client.call('session.signIn', { username, password, ...(code !== undefined && { code }) });
    if (reply.status !== 200) throw new Error(`not signed in: ${reply.text}`);
    client.user = reply.body.user;
    return client;
  }

  /** Reads the session, as a page does first. */
  async start(): Promise<Session> {
    return (await this.call('session.read')).body;
  }

  /** @param query of the address, where the route has one */
  async call<N extends RouteName>(
    name: N,
    body?: unknown,
    id = '',
    query: Record<string, string> = {},
  ): Promise<Reply<ReplyOf<N>>> {
    const { method, path } = routes[name];
    const search = new URLSearchParams(query).toString();
    const reply = await this.fetch<ReplyOf<N>>(
      API + path.replace(/:(id|code|itemId)/g, id) + (search === '' ? '' : `?${search}`),
      method,
      body,
    );
    const { body: told } = reply;
    if (typeof told === 'object' && 'csrfToken' in told) this.csrfToken = told.csrfToken;
    return reply;
  }

  async fetch<T = unknown>(path: string, method = 'GET', body?: unknown): Promise<Reply<T>> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const sent = send(this.url + path, {
      agent: this.#agent,
      method,
      headers: {
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...(this.csrfToken !== '' && { 'x-csrf-token': this.csrfToken }),
        ...(content !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(content),
        }),
      },
    });
    sent.end(content);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    for (const cookie of response.headers['set-cookie'] ?? []) this.cookie = cookie.split(';')[0] ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString();
    const headers = new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    const isJson = headers.get('content-type')?.startsWith('application/json') === true;
    const told = (isJson ? JSON.parse(text) : {}) as T & { error?: ErrorBody };
    return { status: response.statusCode ?? 0, headers, text, bytes, body: told, error: told.error };
  }

  /** Leave to view for an hour, of the area of the user's own role; its id. */
  async leave(purpose: Purpose = 'maintenance', unitId = this.user?.roles[0]?.unitId): Promise<string> {
    const reply = await this.call('grant.request', { purpose, unitId, reason: '测试', minutes: 60 });
    if (reply.status !== 200) throw new Error(`no leave: ${reply.text}`);
    return reply.body.id;
  }

  /** A socket of this session, after its hello. */
  async open(): Promise<Page> {
    const page = new Page(this.url, { cookie: this.cookie, origin: this.url });
    await page.hello;
    return page;
  }
}

interface Told<T = unknown> {
  id?: number | null;
  ok?: boolean;
  data: T;
  error?: ErrorBody;
  notification?: string;
}

/** A page's side of the WebSocket. */
export class Page {
  readonly socket: WebSocket;
  readonly told: Told[] = [];
  readonly closed: Promise<number>;
  readonly hello: Promise<NotificationData<'hello'>>;
  #nextId = 1;

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
    this.socket.on('message', (data: Buffer) => this.told.push(JSON.parse(data.toString()) as Told));
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.hello = this.heard('hello');
    this.hello.catch(() => undefined);
    onTestFinished(() => this.socket.terminate());
  }

  /** The first message, past or future, that fits. */
  find(fits: (message: Told) => boolean): Promise<Told> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.told.find(fits);
        if (found !== undefined) done(() => resolve(found));
      };
      const onError = (error: Error): void => done(() => reject(error));
      const onClose = (code: number): void => done(() => reject(new Error(`closed with ${code}`)));
      const done = (settle: () => void): void => {
        this.socket.off('message', look).off('error', onError).off('close', onClose);
        settle();
      };
      this.socket.on('message', look).on('error', onError).on('close', onClose);
      look();
    });
  }

  /** The first notification, past or future, that fits. */
  async heard<N extends NotificationName>(
    name: N,
    fits: (data: NotificationData<N>) => boolean = () => true,
  ): Promise<NotificationData<N>> {
    const dataOf = (message: Told): NotificationData<N> => message.data as NotificationData<N>;
    return dataOf(await this.find((message) => message.notification === name && fits(dataOf(message))));
  }

  /** All notifications of a name so far. */
  all<N extends NotificationName>(name: N): NotificationData<N>[] {
    const told = this.told.filter(({ notification }) => notification === name);
    return told.map(({ data }) => data as NotificationData<N>);
  }

  /** Sends a request and waits for its answer; `data` is there only where it is `ok`. */
  async ask<N extends RequestName>(request: N, data: unknown): Promise<Told<RequestReply<N>>> {
    return (await this.askAny(request, data)) as Told<RequestReply<N>>;
  }

  /** As {@link ask}, for names that are none. */
  askAny(request: string, data: unknown = {}): Promise<Told> {
    const id = this.#nextId++;
    this.socket.send(JSON.stringify({ id, request, data }));
    return this.find((message) => message.id === id);
  }

  /** From a grant to a ticket to a picture; the answer of the step that was refused, or of the last one. */
  async watch(
    channelId: string | undefined,
    grantId: string,
    width = 320,
  ): Promise<Told<RequestReply<'camera.watch'>>> {
    const { rtpCapabilities } = await this.hello;
    const { ok, data, ...rest } = await this.ask('ticket.issue', { channelId, grantId });
    if (ok !== true) return { ok: false, data: {} as RequestReply<'camera.watch'>, ...rest };
    return this.ask('camera.watch', { ticket: data.ticket, width, rtpCapabilities });
  }

  /** Sends anything. */
  say(text: string): void {
    this.socket.send(text);
  }
}

/** The status of a refused upgrade, with its error code. */
export async function refusal(url: string, headers: Record<string, string>): Promise<{ status: number; code: string }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string } };
  return { status: response.statusCode ?? 0, code: body.error.code };
}
