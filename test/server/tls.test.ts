import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { json, text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { API } from '../../server/contract/http.ts';
import type { Session } from '../../server/contract/session.ts';
import { Hub } from '../../server/hub.ts';
import { addPeople, TECHNICIAN } from '../rig/people.ts';
import { temporaryFolder, testConfig } from './rig.ts';

/** A hub as on any address but loopback, but on loopback. */
async function startHub(tls: 'own' | null): Promise<{ hub: Hub; ca: string }> {
  const folder = temporaryFolder();
  await addPeople(folder, [TECHNICIAN]);
  const hub = await Hub.create(
    { ...testConfig({ HUB_DATA: folder, HUB_ADMIN_PASSWORD: '' }), tls },
    { write: () => {} },
  );
  onTestFinished(() => hub.close());
  return { hub, ca: hub.authority?.certificate ?? '' };
}

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** As a browser that trusts this authority and no other. */
async function ask(url: string, ca: string, { method, headers, body }: Ask = {}): Promise<IncomingMessage> {
  const agent = new Agent({ ca });
  onTestFinished(() => agent.destroy());
  const asked = request(url, { agent, method, headers: { 'content-type': 'application/json', ...headers } });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

function cookieOf({ headers }: IncomingMessage): string {
  const session = headers['set-cookie']?.find((cookie) => cookie.startsWith('hub='));
  return session?.split(';')[0] ?? '';
}

async function signIn(url: string, ca: string): Promise<IncomingMessage> {
  const session = await ask(`${url}${API}/session`, ca);
  const { csrfToken } = (await json(session)) as Session;
  const { username, password } = TECHNICIAN;
  const headers = { cookie: cookieOf(session), 'x-csrf-token': csrfToken };
  return ask(`${url}${API}/session`, ca, { method: 'POST', headers, body: { username, password } });
}

test('whoever trusts the authority gets all over TLS: page, API, and pictures to come', async () => {
  const { hub, ca } = await startHub('own');
  expect(hub.url).toMatch(/^https:/);
  const certificate = await ask(`${hub.url}${API}/certificate`, ca);
  expect(certificate.headers['content-type']).toBe('application/x-x509-ca-cert');
  expect(certificate.headers['content-disposition']).toContain('attachment');
  expect(certificate.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
  expect(await text(certificate)).toBe(ca);

  const signedIn = await signIn(hub.url, ca);
  expect(signedIn.statusCode).toBe(200);
  expect(signedIn.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);

  const cookie = cookieOf(signedIn);
  const socket = new WebSocket(`${hub.url.replace('https', 'wss')}/ws`, { ca, headers: { cookie, origin: hub.url } });
  const [hello] = (await once(socket, 'message')) as [Buffer];
  expect(hello.toString()).toMatch(/^\{"notification":"hello"/);
  socket.close();
  await once(socket, 'close');
});

test('pages of other origins, and plain ones of the same address, get no WebSocket', async () => {
  const { hub, ca } = await startHub('own');
  const cookie = cookieOf(await signIn(hub.url, ca));
  for (const origin of ['https://other.example', hub.url.replace('https', 'http'), '']) {
    const headers = origin === '' ? { cookie } : { cookie, origin };
    const socket = new WebSocket(`${hub.url.replace('https', 'wss')}/ws`, { ca, headers });
    socket.on('error', () => undefined);
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    expect([origin, answer.statusCode]).toEqual([origin, 403]);
    answer.resume();
  }
});

test('who does not trust it is told so, and speaks no further', async () => {
  const { hub } = await startHub('own');
  await expect(ask(hub.url, '')).rejects.toMatchObject({
    code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED/) as string,
  });
  await expect(fetch(hub.url.replace('https', 'http'))).rejects.toThrow();
});

test('plain http on loopback has no certificate to give, and asks for no TLS', async () => {
  const { hub } = await startHub(null);
  const answer = await fetch(`${hub.url}${API}/certificate`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('certificate.none');
  expect(answer.headers.get('strict-transport-security')).toBeNull();
});
