import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type Faults, type SimulatedCamera } from './index.ts';
import { ffprobe, openUrl, readClocks } from './probe.ts';
import { beginsKeyframe, RtspClient, type Arrival } from './rtsp-client.ts';

const QUICK = { seconds: 4 };
let fleet: Fleet;
let camera: SimulatedCamera;
const clients: RtspClient[] = [];

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [{ clip: 5, main: QUICK, sub: QUICK, rtspAuth: 'none' }],
    prepare: ['sub'],
    discovery: false,
  });
  const [first] = fleet.cameras;
  if (!first) throw new Error('no camera');
  camera = first;
});
afterAll(() => fleet.close());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await camera.revive();
  await camera.setFault({});
});

function client(onPacket?: (arrival: Arrival) => void): RtspClient {
  const made = new RtspClient(camera, onPacket);
  clients.push(made);
  return made;
}

/** How a TCP connection to a port goes. */
async function knock(port: number): Promise<string> {
  const socket = connect(port, camera.address);
  const result = await Promise.race([
    once(socket, 'connect').then(
      () => 'open',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'error'),
    ),
  ]);
  socket.destroy();
  return result;
}

function askDate(): Promise<Response> {
  const body = '<s:Envelope><s:Body><GetSystemDateAndTime/></s:Body></s:Envelope>';
  return fetch(`http://${camera.address}:${camera.onvifPort}/onvif/device_service`, { method: 'POST', body });
}

describe('ONVIF', () => {
  test.each([
    ['html', '<html>'],
    ['broken-xml', '<tds:Get'],
    ['entities', '<!ENTITY j'],
  ] as const)('%s', async (onvif, part) => {
    await camera.setFault({ onvif });
    expect(await (await askDate()).text()).toContain(part);
  });

  test('huge and drip do not end soon, and end when the client leaves', async () => {
    for (const onvif of ['huge', 'drip'] as const) {
      await camera.setFault({ onvif });
      const reader = (await askDate()).body?.getReader();
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
      await reader?.cancel();
    }
  });

  test('silent accepts, and does not answer', async () => {
    await camera.setFault({ onvif: 'silent' });
    const before = camera.counters.onvifRequests;
    const aborted = new AbortController();
    const answer = fetch(`http://${camera.address}:${camera.onvifPort}/`, { method: 'POST', body: '<a/>', signal: aborted.signal }); // prettier-ignore
    await expect.poll(() => camera.counters.onvifRequests).toBe(before + 1);
    aborted.abort();
    await expect(answer).rejects.toThrow();
  });
});

test.each([
  [{ onvif: 'closed' }, 'ECONNREFUSED', 'open'],
  [{ rtsp: 'closed' }, 'open', 'ECONNREFUSED'],
] satisfies [Partial<Faults>, string, string][])('%o', async (faults, onvif, rtsp) => {
  await camera.setFault(faults);
  expect(await knock(camera.onvifPort)).toBe(onvif);
  expect(await knock(camera.rtspPort)).toBe(rtsp);
});

describe('RTSP', () => {
  test.each([
    ['not-found', 404],
    ['refused', 453],
    ['udp-only', 461],
    ['reset', 0],
  ] as const)('%s', async (rtsp, status) => {
    await camera.setFault({ rtsp });
    expect(await client().play(camera.rtspUrl('sub'))).toBe(status);
  });

  test('garbage is not RTSP', async () => {
    await camera.setFault({ rtsp: 'garbage' });
    expect(await client().request('OPTIONS', camera.rtspUrl('sub'))).toContain('HTTP/1.1 418');
  });
});

describe('streams', () => {
  test('no-keyframe sends pictures, and none of them is a keyframe', async () => {
    await camera.setFault({ stream: 'no-keyframe' });
    const packets: Buffer[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const watching = client(({ channel, packet }) => {
      if (channel === 0 && packets.push(packet) === 60) resolve(undefined);
    });
    await watching.play(camera.rtspUrl('sub'));
    await promise;
    expect(packets.some(beginsKeyframe)).toBe(false);
  });

  test('stall stops the packets at once, and they come back with a keyframe', async () => {
    let seen = Promise.withResolvers<Buffer>();
    let count = 0;
    const watching = client(({ channel, packet }) => {
      if (channel !== 0) return;
      count++;
      seen.resolve(packet);
    });
    await watching.play(camera.rtspUrl('sub'));
    await seen.promise;
    await camera.setFault({ stream: 'stall' });
    // An answer comes after all that was sent before it.
    await watching.request('GET_PARAMETER', camera.rtspUrl('sub'));
    const stalled = count;
    await watching.request('GET_PARAMETER', camera.rtspUrl('sub'));
    await knock(camera.rtspPort);
    expect(count).toBe(stalled);
    seen = Promise.withResolvers<Buffer>();
    await camera.setFault({});
    await seen.promise;
  });

  test('no-video offers only sound', async () => {
    await camera.setFault({ stream: 'no-video' });
    expect(await ffprobe(openUrl(camera, 'sub'))).toEqual(['pcm_alaw,unknown,0/0']);
  });

  test.each([
    ['h265', 'hevc,Main,640,360,0,15/1'],
    ['b-frames', 'h264,Main,640,360,1,15/1'],
  ] as const)('%s is what is sent, and its clock is legible', async (codec, expected) => {
    await camera.setFault({ codec });
    expect((await ffprobe(openUrl(camera, 'sub')))[0]).toBe(expected);
    const clocks = await readClocks(openUrl(camera, 'sub'), 12);
    const steps = clocks.slice(1).map((clock, i) => ((clock?.frame ?? -1) - (clocks[i]?.frame ?? -1) + 60) % 60);
    expect(new Set(steps)).toEqual(new Set([1]));
  });
});

test('a camera that dies cuts its streams, refuses connections, and comes back', async () => {
  const watching = client();
  expect(await watching.play(camera.rtspUrl('sub'))).toBe(200);
  await camera.die();
  expect(await watching.request('OPTIONS', camera.rtspUrl('sub'))).toBe('');
  expect(await knock(camera.rtspPort)).toBe('ECONNREFUSED');
  await camera.revive();
  expect(await client().play(camera.rtspUrl('sub'))).toBe(200);
});
