import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Verdict } from './credentials.ts';
import type { OnvifDevice } from './onvif-device.ts';
import { answer } from './onvif-operations.ts';
import { readRequest } from './onvif-request.ts';
import { envelope, fault, field, inside } from './onvif-xml.ts';
import { sendGarbage } from './garbage.ts';

const LARGEST_REQUEST = 256 * 1024;
/** ONVIF leaves the window to the device; 5 s is strict, and shows who does not ask for the time first. */
const TOKEN_WINDOW_MS = 5000;

/** One HTTP server for all devices; it does not listen itself, each device's port hands its connections to it. */
const http = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    // A client that left in the middle of its request, or sent far too much of it.
    response.destroy(error instanceof Error ? error : undefined);
  });
});
const owners = new WeakMap<Socket, OnvifDevice>();

/** Serves ONVIF to a new client of `camera`. */
export function serveOnvif(socket: Socket, camera: OnvifDevice): void {
  owners.set(socket, camera);
  http.emit('connection', socket);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_REQUEST) throw new RangeError('request too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Checks a WS-Security username token with a digested password. */
function judgeToken(camera: OnvifDevice, body: string): Verdict {
  const token = inside(body, 'UsernameToken');
  if (!token) return 'none';
  const created = field(token, 'Created');
  const age = Math.abs(camera.deviceTime() - Date.parse(created));
  if (!(age <= TOKEN_WINDOW_MS) || field(token, 'Username') !== camera.username) return 'wrong';
  const digest = createHash('sha1')
    .update(Buffer.from(field(token, 'Nonce'), 'base64'))
    .update(created + camera.password)
    .digest('base64');
  return field(token, 'Password') === digest ? 'good' : 'wrong';
}

function judge(camera: OnvifDevice, request: IncomingMessage, body: string): Verdict {
  const { gatekeeper, maker } = camera;
  const { authorization } = request.headers;
  if (maker.httpAuth && authorization) return gatekeeper.judge(authorization, request.method ?? 'POST', maker.httpAuth);
  return maker.usernameToken ? judgeToken(camera, body) : 'none';
}

function reply(response: ServerResponse, status: number, xml: string, headers: Record<string, string> = {}): void {
  const length = Buffer.byteLength(xml);
  response.writeHead(status, {
    'Content-Type': 'application/soap+xml; charset=utf-8',
    'Content-Length': length,
    ...headers,
  });
  response.end(xml);
}

/** A device that knows no HTTP login says no by a SOAP fault only. */
function refuse(response: ServerResponse, { gatekeeper, maker }: OnvifDevice): void {
  const refusal = fault(maker, 'Sender', 'NotAuthorized', 'Sender not authorized');
  if (!maker.httpAuth) reply(response, 400, refusal);
  else reply(response, 401, refusal, { 'WWW-Authenticate': gatekeeper.challenge(maker.httpAuth) });
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const camera = owners.get(request.socket);
  if (!camera) throw new Error('a connection that no device accepted');
  camera.counters.onvifRequests++;
  const body = await readBody(request);
  const { faults, maker } = camera;
  if (sendGarbage(faults.onvif, response)) return;
  const asked = readRequest(body);
  if (!asked) {
    reply(response, 400, fault(maker, 'Sender', 'WellFormed', 'no operation'));
    return;
  }

  const date = asked.operation === 'GetSystemDateAndTime';
  if (date) camera.counters.cheapProofs++;
  const open = date || maker.open.includes(asked.operation);
  if (!open && !camera.admission.admits(judge(camera, request, body))) {
    refuse(response, camera);
    return;
  }
  const inner = answer(camera, asked);
  if (inner === null) {
    reply(response, 400, fault(maker, 'Receiver', 'ActionNotSupported', 'not supported'));
    return;
  }
  reply(response, 200, envelope(maker, inner));
}
