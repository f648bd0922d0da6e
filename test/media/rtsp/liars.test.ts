import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lookAtStream } from '../../../media/look.ts';
import { camera, firstPictures, say, SDP, startScripted, type Answer, type ScriptedServer } from './scripted.ts';

const credentials = { username: 'admin', password: 'right' };
let pictures: Buffer;
let server: ScriptedServer;

beforeAll(async () => {
  pictures = await firstPictures(20);
});
afterEach(() => server.close());

async function look(answer: Answer, options: Parameters<typeof lookAtStream>[1] = {}, path?: string) {
  server = await startScripted(answer, path);
  return lookAtStream({ url: server.url, credentials }, options);
}

const methods = (): string => server.requests.map(({ method }) => method).join(' ');
const failing = (reason: string): unknown => expect.objectContaining({ reason });

test('a good camera: the shortest of talks, and a farewell', async () => {
  expect(await look(camera(pictures))).toMatchObject({
    codec: 'H264',
    width: 640,
    fps: 15,
    bFrames: false,
    audio: null,
  });
  await server.left;
  expect(methods()).toBe('DESCRIBE SETUP PLAY TEARDOWN');
  expect(server.requests.at(-1)?.headers.get('session')).toBe('12345678');
});

test('byte by byte it is the same', async () => {
  const dripping: Answer = (request, socket) => {
    const said = camera(pictures.subarray(0, 60_000))(request, socket);
    for (const byte of Buffer.from(said ?? '')) socket.write(Buffer.from([byte]));
    return null;
  };
  expect(await look(dripping)).toMatchObject({ width: 640, height: 360 });
});

describe('addresses of tracks', () => {
  test.each([
    ['a=control:trackID=0', '', '/cam?channel=1&subtype=0', '/cam?channel=1&subtype=0/trackID=0'],
    ['a=control:/trackID=0', 'Content-Base: rtsp://other/base/\r\n', '/ch1', 'rtsp://other/base/trackID=0'],
    ['a=control:rtsp://10.9.9.9/abs', '', '/ch1', 'rtsp://10.9.9.9/abs'],
    ['a=control:x y', '', '/ch1', '/ch1'],
    ['a=control:*', 'Content-Base: nonsense\r\n', '/ch1', '/ch1'],
  ])('%j behind %j', async (control, base, path, expected) => {
    const sdp = SDP.replace('a=control:trackID=0', control);
    await look(camera(pictures, { DESCRIBE: (request) => say(request, 200, base, sdp) }), {}, path);
    // Whatever host it names, it was asked here.
    const asked = server.requests.find(({ method }) => method === 'SETUP')?.uri ?? '';
    expect(asked.replace(/^rtsp:\/\/127\.0\.0\.1:\d+/, '')).toBe(expected);
  });
});

describe('logins', () => {
  const nonce = (name: string, more = ''): string => `WWW-Authenticate: Digest realm="r", nonce="${name}"${more}\r\n`;
  const refused = (): number => server.requests.filter(({ headers }) => headers.has('authorization')).length;

  test('a refused password is sent once', async () => {
    const always = look(camera(pictures, { DESCRIBE: (request) => say(request, 401, nonce(String(Math.random()))) }));
    await expect(always).rejects.toThrow(failing('credentials'));
    expect(refused()).toBe(1);
  });

  test('nor for ever where the nonce is over each time', async () => {
    const stale = (request: Parameters<Answer>[0]): string =>
      say(request, 401, nonce(String(Math.random()), ', stale=true'));
    await expect(look(camera(pictures, { DESCRIBE: stale }))).rejects.toThrow(failing('credentials'));
    expect(refused()).toBe(1);
  });

  test('a nonce for each request', async () => {
    const used = new Set<string>();
    const inner = camera(pictures);
    let count = 0;
    await look((request, socket) => {
      const given = /nonce="([^"]+)"/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
      const fresh = given === String(count) && !used.has(given);
      used.add(given);
      return fresh ? inner(request, socket) : say(request, 401, nonce(String(++count)));
    });
    expect(methods()).toMatch(/^DESCRIBE DESCRIBE SETUP SETUP PLAY PLAY/);
  });

  test('without a challenge, or without credentials, there is nothing to try', async () => {
    await expect(look(camera(pictures, { SETUP: 401 }))).rejects.toThrow(failing('credentials'));
    expect(refused()).toBe(0);
  });
});

describe('each lie has its cause', () => {
  const html: Answer = () => 'HTTP/1.1 200 OK\r\n\r\n<html>';
  const hangsUp: Answer = (_, socket) => {
    socket.end();
    return null;
  };
  const noise = Buffer.concat([pictureless(96), pictureless(97)]);
  test.each<[string, string, Answer]>([
    ['redirected at first', 'other-host', camera(noise, { DESCRIBE: 302 })],
    ['redirected late', 'other-host', camera(noise, { PLAY: 301 })],
    ['forbidden', 'credentials', camera(noise, { SETUP: 403 })],
    ['no such stream', 'rtsp', camera(noise, { DESCRIBE: 404 })],
    ['no session left', 'rtsp', camera(noise, { SETUP: 453 })],
    ['a web server', 'rtsp', camera(noise, { DESCRIBE: html })],
    ['an empty description', 'rtsp', camera(noise, { DESCRIBE: (request) => say(request, 200) })],
    [
      'nothing but sound',
      'codec',
      camera(noise, { DESCRIBE: (request) => say(request, 200, '', 'v=0\r\nm=audio 0 x 8\r\n') }),
    ],
    ['hangs up at once', 'rtsp', camera(noise, { DESCRIBE: hangsUp })],
    ['hangs up instead of playing', 'rtsp', camera(noise, { PLAY: hangsUp })],
    ['never answers', 'timeout', () => null],
    ['packets without pictures', 'no-keyframe', camera(noise)],
    ['packets of another format only', 'no-packets', camera(pictureless(97))],
    ['ends after some packets', 'no-packets', camera(noise, { PLAY: endingAfter(noise) })],
  ])('%s: %s', async (name, reason, answer) => {
    await expect(look(answer, { maxMs: 300 })).rejects.toThrow(failing(reason));
    await server.left;
    const playing = server.requests.some(({ method }) => method === 'PLAY');
    const endedIt = /hangs up|ends/.test(name);
    expect(server.requests.at(-1)?.method === 'TEARDOWN').toBe(playing && !endedIt);
  });

  test('who gives up ends the session, too, and hears the reason', async () => {
    const leaving = new AbortController();
    const reason = new Error('the page is gone');
    const answer = camera(Buffer.alloc(0), {
      PLAY: (request) => {
        setImmediate(() => leaving.abort(reason));
        return say(request, 200);
      },
    });
    await expect(look(answer, { signal: leaving.signal })).rejects.toBe(reason);
    await server.left;
    expect(methods()).toBe('DESCRIBE SETUP PLAY TEARDOWN');
    await expect(lookAtStream({ url: server.url }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.requests).toHaveLength(4);
  });

  test('a keyframe is enough where the device then ends the stream', async () => {
    const one = await firstPictures(1);
    expect(await look(camera(one, { PLAY: endingAfter(one) }))).toMatchObject({ width: 640, gop: 0 });
  });
});

/** An RTP packet of no picture. */
function pictureless(payloadType: number): Buffer {
  return Buffer.from([0x24, 0, 0, 14, 0x80, payloadType, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x41, 0x9a]);
}

function endingAfter(bytes: Buffer): Answer {
  return (request, socket) => {
    socket.end(Buffer.concat([Buffer.from(say(request, 200)), bytes]));
    return null;
  };
}
