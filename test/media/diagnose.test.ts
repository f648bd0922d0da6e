import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { causeOf, endpointOf, explain, greet, knock, needsThoroughAnalysis } from '../../media/diagnose.ts';

describe('what ffmpeg 5.1 says', () => {
  test.each([
    ['[rtsp @ 0x1] method DESCRIBE failed: 401 Unauthorized', 'credentials'],
    ['pipe:0: Server returned 403 Forbidden (access denied)', 'credentials'],
    ['[rtsp @ 0x1] method DESCRIBE failed: 404 Not Found\npipe:0: Server returned 404 Not Found', 'rtsp'],
    ['[rtsp @ 0x1] method SETUP failed: 453 Not Enough Bandwidth', 'rtsp'],
    ['pipe:0: Server returned 5XX Server Error reply', 'rtsp'],
    ['[tcp @ 0x1] Connection to tcp://10.0.0.1:554?timeout=5000000 failed: Connection refused', 'tcp'],
    ['[tcp @ 0x1] Connection to tcp://10.0.0.1:554 failed: No route to host', 'address'],
    ["Stream map '0:v:0' matches no streams.", 'codec'],
    [
      'Could not find codec parameters for stream 0 (Video: mjpeg, none): unspecified size\ndimensions not set',
      'codec',
    ],
    [
      'Could not find codec parameters for stream 0 (Video: h264, none): unspecified size\ndimensions not set',
      'no-keyframe',
    ],
    // ffmpeg goes on with UDP.
    ['[rtsp @ 0x1] method SETUP failed: 461 Unsupported Transport', null],
    // Numbers that look like a status, and words that may mean anything.
    ['Non-monotonous DTS in output stream 0:0; previous: 403, current: 401', null],
    ['[rtsp @ 0x1] RTP: missed 412 packets', null],
    ['pipe:0: Invalid data found when processing input', null],
    ['', null],
  ])('%s', (stderr, cause) => {
    expect(causeOf(stderr)).toBe(cause);
  });

  test('a study that was too short', () => {
    expect(needsThoroughAnalysis('[rtsp @ 0x1] dimensions not set')).toBe(true);
    expect(needsThoroughAnalysis('Timestamps are unset in a packet')).toBe(false);
  });
});

test('endpointOf knows the default port and IPv6, and refuses what leads nowhere', () => {
  expect(endpointOf('rtsp://10.0.0.1/ch1')).toEqual({ host: '10.0.0.1', port: 554 });
  expect(endpointOf('rtsp://[fd00::1]:8554/')).toEqual({ host: 'fd00::1', port: 8554 });
  for (const url of ['rtsp:///ch1', 'rtsp://10.0.0.1:99999/', 'nonsense', '']) {
    expect(() => endpointOf(url)).toThrow(expect.objectContaining({ reason: 'address' }));
  }
});

describe('a look at the device', () => {
  const open = new Set<Server | Socket>();
  afterEach(() => {
    for (const one of open) {
      if ('destroy' in one) one.destroy();
      else one.close();
    }
    open.clear();
  });

  async function device(answer: ((request: string) => string) | null): Promise<string> {
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('data', (data) => answer !== null && socket.write(answer(data.toString())));
    });
    open.add(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/ch1`;
  }

  const rtsp = () => device(() => 'RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n');
  const http = () => device(() => 'HTTP/1.1 400 Bad Request\r\n\r\n');
  const silent = () => device(null);

  test('an RTSP server is greeted without credentials', async () => {
    const asked: string[] = [];
    const url = await device((request) => {
      asked.push(request);
      return 'RTSP/1.0 401 Unauthorized\r\n\r\n';
    });
    expect(await greet(url, 2000)).toBeNull();
    expect(asked.join()).toMatch(/^OPTIONS rtsp:\/\/127\.0\.0\.1:\d+\/ RTSP\/1\.0\r\nCSeq: 1\r\n\r\n$/);
  });

  test('open doors', async () => {
    expect(await knock(await silent(), 2000)).toBeNull();
    expect(await greet(await http(), 2000)).toBe('rtsp');
    expect(await greet(await silent(), 50)).toBe('timeout');
  });

  test('a closed port', async () => {
    const url = await rtsp();
    for (const one of open) if ('close' in one) one.close();
    expect(await knock(url, 2000)).toBe('tcp');
    expect(await greet(url, 2000)).toBe('tcp');
  });

  test('a device that hangs up', async () => {
    const server = createServer((socket) => socket.end());
    open.add(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(await greet(`rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/`, 2000)).toBe('rtsp');
  });

  test('an unknown host', async () => {
    expect(await knock('rtsp://no-such-host.invalid/', 5000)).toBe('address');
  });

  test('nothing more is done once aborted, before or meanwhile', async () => {
    const url = await silent();
    expect(await greet(url, 60_000, AbortSignal.abort())).toBeNull();
    const aborter = new AbortController();
    const greeting = greet(url, 60_000, aborter.signal);
    aborter.abort();
    expect(await greeting).toBeNull();
  });

  test('explain believes clear words and looks where they leave it open', async () => {
    const vague = 'pipe:0: Invalid data found when processing input';
    expect(await explain(await rtsp(), 'method DESCRIBE failed: 401 Unauthorized')).toBe('credentials');
    expect(await explain(await rtsp(), vague)).toBe('rtsp');
    expect(await explain(await http(), '')).toBe('rtsp');
    expect(await explain(await rtsp(), '')).toBe('no-packets');
    expect(await explain(await silent(), vague)).toBe('timeout');
  });
});
