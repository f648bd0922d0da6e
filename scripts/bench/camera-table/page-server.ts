import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';
import { API } from '../../../server/contract/http.ts';
import { PROTOCOL_VERSION } from '../../../server/contract/ws.ts';
import { rightsOf } from '../../../server/permissions.ts';
import type { User } from '../../../server/contract/session.ts';
import { countyCameras, countyHealth, countyUnits } from './county.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The built page, with a county of cameras behind it and no hub: what is measured is the page alone. */
export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/** @param folder where the page was built to */
export async function servePage(folder: string, count: number): Promise<PageServer> {
  const answers = answersFor(count);
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    if (pathname.startsWith(API)) answer(response, answers.get(pathname.slice(API.length)));
    else sendFile(response, folder, pathname);
  });
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', (socket) => {
    const data = { protocolVersion: PROTOCOL_VERSION, user: technician(), rtpCapabilities: { codecs: [] }, states: [] };
    socket.send(JSON.stringify({ notification: 'hello', data }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server, sockets) };
}

function answersFor(count: number): Map<string, unknown> {
  const units = countyUnits();
  const cameras = countyCameras(count, units);
  const user = technician();
  const rights = rightsOf({ user, address: '' });
  const session = { user, rights, hasSecondFactor: false, csrfToken: 'x', setupNeeded: false, lastSignIn: null };
  return new Map<string, unknown>([
    ['/session', session],
    ['/cameras', { cameras }],
    ['/health', { cameras: countyHealth(cameras), alarms: [] }],
    ['/units', { units, sites: [] }],
    ['/grants/own', { grants: [] }],
    ['/jobs', { jobs: [] }],
  ]);
}

function technician(): User {
  const unitId = countyUnits()[0]?.id ?? '';
  const roles: User['roles'] = [{ id: unitId, role: 'technician', unitId, until: null }];
  return { id: unitId, username: 'technician', name: '林技术', unitId, roles, mustEnrol: false, guestOf: null };
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? { error: { code: 'none', message: { zh: '无', en: 'none' } } }));
}

function sendFile(response: ServerResponse, folder: string, pathname: string): void {
  const file = join(folder, pathname);
  const found = pathname !== '/' && file.startsWith(folder) && existsSync(file) ? file : join(folder, 'index.html');
  response.writeHead(200, { 'content-type': types[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}
