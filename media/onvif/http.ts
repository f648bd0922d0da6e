import http from 'node:http';
import { MediaError } from '../error.ts';

/** Time for the TCP connection alone: an address where nobody answers must not use up the whole deadline, ms. */
const CONNECT_TIMEOUT_MS = 3000;

/** The whole of one bounded HTTP exchange. */
export interface Reply {
  status: number;
  contentType: string;
  /** The `WWW-Authenticate` headers, each by itself. */
  challenges: string[];
  body: string;
  /** The address that really answered (where a name was asked). */
  remoteAddress: string;
}

export interface PostOptions {
  host: string;
  port: number;
  path: string;
  body: string;
  authorization?: string;
  maxBytes: number;
  /** A TimeoutError as its reason means a deadline: it becomes a MediaError. Any other reason is thrown as it is. */
  signal: AbortSignal;
}

/**
 * Posts a SOAP message, and reads an answer of at most `maxBytes`, until `signal` says stop.
 * One connection each (cheap devices do keep-alive badly), no redirects, no proxies.
 *
 * @throws MediaError `address`, `tcp`, `timeout` (connected, and then no whole answer), `too-large`,
 *   `onvif` (not HTTP, or broken off)
 */
export async function post(options: PostOptions): Promise<Reply> {
  const { host, port, path, body, authorization, signal } = options;
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const request = http.request({
    host,
    port,
    path,
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/soap+xml; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...(authorization === undefined ? {} : { authorization }),
    },
  });
  let connected = false;
  const connectTimer = setTimeout(() => reject(new MediaError('address', 'no connection')), CONNECT_TIMEOUT_MS);
  const onAbort = (): void => reject(ofAbort(signal, connected));
  signal.addEventListener('abort', onAbort, { once: true });
  request.on('socket', (socket) => {
    socket.once('connect', () => {
      connected = true;
      clearTimeout(connectTimer);
    });
  });
  request.on('error', (error) => reject(ofError(error)));
  request.on('response', (response) => {
    read(response, options.maxBytes).then((text) => {
      resolve({
        status: response.statusCode ?? 0,
        contentType: response.headers['content-type'] ?? '',
        challenges: response.headersDistinct['www-authenticate'] ?? [],
        body: text,
        remoteAddress: request.socket?.remoteAddress ?? host,
      });
    }, reject);
  });
  request.end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(connectTimer);
    signal.removeEventListener('abort', onAbort);
    request.destroy();
  }
}

async function read(response: http.IncomingMessage, maxBytes: number): Promise<string> {
  // A web page of any size is simply not ONVIF.
  const excess = (): MediaError =>
    /html/i.test(response.headers['content-type'] ?? '')
      ? new MediaError('onvif', 'a web page')
      : new MediaError('too-large', `more than ${maxBytes} bytes`);
  if (Number(response.headers['content-length']) > maxBytes) throw excess();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      if (!Buffer.isBuffer(chunk)) continue;
      length += chunk.length;
      if (length > maxBytes) throw excess();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof MediaError ? error : new MediaError('onvif', 'the answer was broken off');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function ofAbort(signal: AbortSignal, connected: boolean): unknown {
  const reason: unknown = signal.reason;
  if (!(reason instanceof Error) || reason.name !== 'TimeoutError') return reason;
  return connected ? new MediaError('timeout', 'no whole answer in time') : new MediaError('address', 'no connection');
}

/** Codes only: system messages name addresses, which are known, and parsers' messages quote the answer. */
function ofError(error: Error): MediaError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (code === 'ECONNREFUSED') return new MediaError('tcp', code);
  if (
    /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|ENOTFOUND|EAI_\w+|ETIMEDOUT|EADDRNOTAVAIL|EINVAL|EACCES)$/.test(code)
  ) {
    return new MediaError('address', code);
  }
  return new MediaError('onvif', code);
}
