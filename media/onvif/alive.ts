import { connect, type Socket } from 'node:net';
import { type Cause, MediaError } from '../error.ts';

/** All that is read of an answer: what decides stands at its beginning. */
const MAX_BYTES = 16_384;

const ENVELOPE =
  '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
  '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>';

export interface AliveOptions {
  /** IP address (or name) of the device, and the port of its ONVIF or RTSP service. */
  address: string;
  port: number;
  kind: 'onvif' | 'rtsp';
  /** For all of it, ms. */
  timeoutMs: number;
  /** Stops it at once; its reason is thrown. */
  signal?: AbortSignal;
}

/**
 * The cheapest proof that a device's service is there, without any login: one TCP connection, and on it one
 * GetSystemDateAndTime (ONVIF Core, 5.11: open to everybody) or one RTSP OPTIONS (RFC 2326, 10.1). A service that wants
 * a login for that is alive too. It says nothing about the picture.
 *
 * Written to a bare socket: the whole costs about a fifth of what an HTTP client and an XML parser need, and every
 * camera of the county is asked once a minute.
 *
 * @returns null: alive. `address` (no way there), `tcp` (port closed), `timeout` (connected, and silent), `onvif` or
 *   `rtsp` (something else speaks there)
 * @throws the reason of `signal`
 */
export async function isAlive(options: AliveOptions): Promise<Cause | null> {
  const { address, port, kind, timeoutMs, signal } = options;
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Cause | null>();
  const socket = connect({ host: address, port, noDelay: true });
  let connected = false;
  let answer = '';
  const timer = setTimeout(() => resolve(connected ? 'timeout' : 'address'), timeoutMs);
  const onAbort = (): void => reject(signal?.reason instanceof Error ? signal.reason : new MediaError('process'));
  signal?.addEventListener('abort', onAbort, { once: true });
  socket.setEncoding('latin1');
  socket.on('connect', () => {
    connected = true;
    socket.write(kind === 'onvif' ? soapRequest(address, port) : rtspRequest(address, port));
  });
  socket.on('data', (text: string) => {
    answer += text;
    const verdict = judge(kind, answer);
    if (verdict !== undefined) resolve(verdict);
    else if (answer.length > MAX_BYTES) resolve(kind);
  });
  socket.on('end', () => resolve(judge(kind, answer) ?? kind));
  socket.on('error', (error) =>
    resolve((answer === '' ? causeOf(error) : undefined) ?? (connected ? kind : 'address')),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    leave(socket);
  }
}

/** Null: alive. Undefined: not yet to be told. */
function judge(kind: 'onvif' | 'rtsp', answer: string): Cause | null | undefined {
  if (kind === 'rtsp') {
    if (answer.length < 5) return undefined;
    return answer.startsWith('RTSP/') ? null : 'rtsp';
  }
  if (answer.length >= 5 && !answer.startsWith('HTTP/')) return 'onvif';
  // A device may ask for a login, against the standard; a web page may too, but not by digest for this path.
  if (/^HTTP\/1\.\d 401 [\s\S]*\r\nwww-authenticate:\s*digest/i.test(answer)) return null;
  return /GetSystemDateAndTimeResponse|:Fault[\s>]/.test(answer) ? null : undefined;
}

function soapRequest(address: string, port: number): string {
  return (
    `POST /onvif/device_service HTTP/1.1\r\nHost: ${hostOf(address)}:${port}\r\nConnection: close\r\n` +
    `Content-Type: application/soap+xml; charset=utf-8\r\nContent-Length: ${ENVELOPE.length}\r\n\r\n${ENVELOPE}`
  );
}

function rtspRequest(address: string, port: number): string {
  return `OPTIONS rtsp://${hostOf(address)}:${port}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n`;
}

/** An IPv6 address stands in brackets. */
function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** A port that hangs up without a word is as good as closed. */
function causeOf(error: Error): Cause | undefined {
  const code = 'code' in error ? error.code : '';
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' ? 'tcp' : undefined;
}

/** What still comes is not read. */
function leave(socket: Socket): void {
  socket.removeAllListeners();
  // A socket that is destroyed may still tell an error.
  socket.on('error', () => undefined);
  socket.destroy();
}
