import { connect } from 'node:net';
import { MediaError, type Cause } from './error.ts';

const GREET_MS = 2000;

/** What ffmpeg says on standard error, in the order of how much it explains. */
const SAYINGS: readonly [RegExp, Cause][] = [
  [/Status 3\d\d: Redirecting to/, 'other-host'],
  [/(?:failed:|returned) 40[13]\b|authorization failed/i, 'credentials'],
  [/Stream map '.*:v.*' matches no streams|Unknown encoder|Decoder .* not found|Unsupported codec/i, 'codec'],
  // Studied for long, and its size is still unknown: H.264 and H.265 tell it with each keyframe.
  [/Could not find codec parameters for stream \d+ \(Video: (?:h264|hevc)/, 'no-keyframe'],
  [/dimensions not set|incorrect codec parameters/i, 'codec'],
  [/Connection refused/i, 'tcp'],
  [/No route to host|Network is unreachable|Failed to resolve|Name or service not known/i, 'address'],
  // 461: no TCP; ffmpeg goes on with UDP.
  [/(?:failed:|returned) (?!461)[45](?:\d\d|XX)\b|Protocol not found/i, 'rtsp'],
];

/**
 * The device sends ffmpeg to another address (RTSP 3xx), which nobody has checked, and ffmpeg goes there: no option forbids
 * it, so it has to be stopped on the way.
 */
export function isRedirected(stderr: string): boolean {
  return /Status 3\d\d: Redirecting to/.test(stderr);
}

/** The cause that a program's standard error names, or null where it names none, or what may mean anything. */
export function causeOf(stderr: string): Cause | null {
  return SAYINGS.find(([pattern]) => pattern.test(stderr))?.[1] ?? null;
}

/** Why a program got nothing out of a stream: by its own words, or else by a look at the camera. */
export async function explain(url: string, stderr: string, signal?: AbortSignal): Promise<Cause> {
  const said = causeOf(stderr) ?? (await greet(url, GREET_MS, signal));
  // A hanging device and a garbled answer get the same words of ffmpeg: only after the greeting do they mean something.
  return said ?? (stderr.includes('Invalid data found when processing input') ? 'rtsp' : 'no-packets');
}

/** ffmpeg gave up its study of the stream before the picture's size was known. */
export function needsThoroughAnalysis(stderr: string): boolean {
  return /dimensions not set|Could not find codec parameters|unspecified size/i.test(stderr);
}

/** Where a stream URL leads: RTSP's port is 554 where none is given. Throws MediaError where it leads nowhere. */
export function endpointOf(url: string): { host: string; port: number } {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' };
  // To connect to no name at all means to connect to the hub itself.
  if (hostname === '') throw new MediaError('address', 'the stream URL names no host');
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 554 : Number(port) };
}

/**
 * Knocks at a TCP port: null where it opens, `tcp` where it is closed, `address` where nobody answers in time.
 * Far cheaper than a login, so that a dead camera may be watched closely without being hammered.
 */
export async function knock(url: string, timeoutMs: number, signal?: AbortSignal): Promise<Cause | null> {
  return converse(url, timeoutMs, null, signal);
}

/** As `knock`, and greets (RFC 2326, OPTIONS): `timeout` where no answer comes, `rtsp` where it is no RTSP. */
export async function greet(url: string, timeoutMs: number, signal?: AbortSignal): Promise<Cause | null> {
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
  const endpoint = endpointOf(url);
  if (signal?.aborted === true) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect(endpoint);
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
      const shut = 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET');
      if (connected) done('rtsp');
      else done(shut ? 'tcp' : 'address');
    });
  });
}
