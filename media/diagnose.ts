import { connect } from 'node:net';
import type { Cause } from './error.ts';

/** What ffmpeg says on standard error, in the order of how much it explains. */
const SAYINGS: readonly [RegExp, Cause][] = [
  [/\b40[13]\b|Unauthorized|Forbidden/i, 'credentials'],
  [/Stream map '.*:v.*' matches no streams|Unknown encoder|Decoder .* not found|Unsupported codec/i, 'codec'],
  [/Connection refused/i, 'tcp'],
  [/No route to host|Network is unreachable|Failed to resolve|Name or service not known/i, 'address'],
  [
    /\b4\d\d [A-Z]|\b5\d\d [A-Z]|Invalid data found when processing input|method \w+ failed|Protocol not found/i,
    'rtsp',
  ],
  [/Connection timed out|Operation timed out/i, 'timeout'],
];

/** The cause that a program's standard error names, or null where it is silent on it. */
export function causeOf(stderr: string): Cause | null {
  return SAYINGS.find(([pattern]) => pattern.test(stderr))?.[1] ?? null;
}

/** ffmpeg gave up its study of the stream before the picture's size was known. */
export function needsThoroughAnalysis(stderr: string): boolean {
  return /dimensions not set|Could not find codec parameters|unspecified size/i.test(stderr);
}

/** Where a stream URL leads: RTSP's port is 554 where none is given. */
export function endpointOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 554 : Number(port) };
}

/**
 * Knocks at a TCP port: null where it opens, `tcp` where it is closed, `address` where nobody answers in time.
 * Far cheaper than a login, so that a dead camera may be watched closely without being hammered.
 */
export function knock(url: string, timeoutMs: number, signal?: AbortSignal): Promise<Cause | null> {
  return converse(url, timeoutMs, null, signal);
}

/** As `knock`, and greets (RFC 2326, OPTIONS): `timeout` where no answer comes, `rtsp` where it is no RTSP. */
export function greet(url: string, timeoutMs: number, signal?: AbortSignal): Promise<Cause | null> {
  const { host, port } = endpointOf(url);
  const authority = host.includes(':') ? `[${host}]` : host;
  return converse(url, timeoutMs, `OPTIONS rtsp://${authority}:${port}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n`, signal);
}

function converse(
  url: string,
  timeoutMs: number,
  greeting: string | null,
  signal?: AbortSignal,
): Promise<Cause | null> {
  return new Promise((resolve) => {
    const socket = connect(endpointOf(url));
    let connected = false;
    const done = (cause: Cause | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(cause);
    };
    const late = (): void => done(connected ? 'timeout' : 'address');
    const onAbort = (): void => done(null);
    const timer = setTimeout(late, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      connected = true;
      if (greeting === null) done(null);
      else socket.write(greeting);
    });
    socket.once('data', (data: Buffer) => done(data.toString('latin1', 0, 5) === 'RTSP/' ? null : 'rtsp'));
    socket.once('end', () => done('rtsp'));
    socket.on('error', (error) => {
      if (connected) done('rtsp');
      else done('code' in error && error.code === 'ECONNREFUSED' ? 'tcp' : 'address');
    });
  });
}
