import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { discover, type DiscoverOptions, type FoundDevice, parseTargets } from '../../../media/onvif/index.ts';
import { envelope, probeMatch } from './answers.ts';
import { type Answer, type DeviceOptions, honestUdp, SmallDevice } from './small-device.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function start(options: DeviceOptions): Promise<SmallDevice> {
  const device = await SmallDevice.start(options);
  stops.push(() => device.stop());
  return device;
}

async function sweep(
  options: Partial<DiscoverOptions>,
): Promise<{ devices: FoundDevice[]; done: number; total: number }> {
  const result = { devices: [] as FoundDevice[], done: 0, total: 0 };
  const signal = new AbortController().signal;
  for await (const event of discover({ targets: [], interfaces: [], ports: [8000, 8001], signal, ...options })) {
    if (event.type === 'device') result.devices.push(event.device);
    else Object.assign(result, { done: event.done, total: event.total });
  }
  return result;
}

/** How many resources of a kind this process has open. */
const open = (kind: string): number => process.getActiveResourcesInfo().filter((each) => each === kind).length;

const hang: Answer = () => undefined;
const web: Answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>router</html>');
const huge: Answer = (response) =>
  response.writeHead(200, { 'content-type': 'application/soap+xml' }).end(Buffer.alloc(1_000_000, 'x'));

describe('discover', () => {
  it('finds a device that answers to unicast discovery, and asks it nothing by HTTP', async () => {
    const device = await start({ address: '127.42.0.1', udp: honestUdp });
    const { devices, done, total } = await sweep({ targets: ['127.42.0.1'] });
    expect(devices).toEqual([
      {
        address: '127.42.0.1',
        port: 8000,
        xaddr: 'http://127.42.0.1:8000/onvif/device_service',
        hardwareId: device.camera.uuid,
        name: '城关 camera',
        manufacturer: 'Acme',
        model: 'Eye 3',
        cause: null,
      },
    ]);
    expect({ done, total }).toEqual({ done: 1, total: 1 });
    expect(device.asked).toEqual([]);
  });

  it.each(['open', 'digest', 'token'] as const)('finds one by HTTP, without a login (%s)', async (login) => {
    const device = await start({ address: '127.42.0.2', port: 8001, login });
    const { devices } = await sweep({ targets: ['127.42.0.2'] });
    expect(devices).toMatchObject([{ port: 8001, hardwareId: device.camera.uuid, name: '城关 camera', cause: null }]);
    expect(device.wrongLogins + device.rightLogins).toBe(0);
  });

  it('tells a device with two services once, by the first port asked for', async () => {
    await start({ address: '127.42.0.3', port: 8001 });
    await start({ address: '127.42.0.3', port: 8000 });
    expect((await sweep({ targets: ['127.42.0.3'] })).devices).toMatchObject([{ port: 8000 }]);
  });

  it.each<[FoundDevice['cause'], string, DeviceOptions['udp']]>([
    ['onvif', 'is garbage', () => Buffer.from([0, 255, 60, 60, 62])],
    ['onvif', 'is cut off', (camera, id) => honestUdp(camera, id).slice(0, -40)],
    ['onvif', 'is an entity bomb', (camera, id) => `<!DOCTYPE a [<!ENTITY a "&b;&b;">]>${honestUdp(camera, id)}`],
    ['onvif', 'has no address', (camera, id) => probeMatch(camera, id, '')],
    ['too-large', 'is huge', (camera, id) => honestUdp(camera, id) + ' '.repeat(40_000)],
    [
      'other-host',
      'points at another host',
      (camera, id) => probeMatch(camera, id, 'http://192.0.2.7/onvif/device_service'),
    ],
  ])('tells %s where the answer %s', async (cause, _, udp) => {
    await start({ address: '127.42.0.4', port: 9999, udp });
    expect((await sweep({ targets: ['127.42.0.4'] })).devices).toMatchObject([{ address: '127.42.0.4', cause }]);
  });

  it('takes the address that is the sender’s, and no answer to somebody else', async () => {
    const xaddrs = 'http://192.0.2.7/onvif http://[fe80::1]/onvif http://127.42.0.5:81/onvif/x';
    await start({ address: '127.42.0.5', port: 9999, udp: (camera, id) => probeMatch(camera, id, xaddrs) });
    await start({
      address: '127.42.0.6',
      port: 9999,
      udp: (camera) => honestUdp(camera, 'uuid:00000000-0000-4000-8000-000000000000'),
    });
    const { devices } = await sweep({ targets: ['127.42.0.5', '127.42.0.6'] });
    expect(devices).toMatchObject([{ address: '127.42.0.5', port: 81, xaddr: 'http://127.42.0.5:81/onvif/x' }]);
  });

  it('prefers a good answer by HTTP to a wrong one by UDP', async () => {
    await start({ address: '127.42.0.7', udp: () => 'nonsense' });
    const { devices } = await sweep({ targets: ['127.42.0.7'] });
    expect(devices.map(({ cause }) => cause)).toEqual(['onvif', null]);
  });

  it('sweeps 254 addresses in bounded time, whatever ten devices do', async () => {
    const at = (host: number): string => `127.42.1.${host}`;
    for (const host of [1, 77, 128]) await start({ address: at(host), udp: honestUdp });
    for (const host of [50, 254]) await start({ address: at(host) });
    await start({ address: at(60), answers: { '*': hang } });
    await start({ address: at(61), answers: { '*': envelope('<oops>') } });
    await start({ address: at(62), answers: { '*': huge } });
    await start({ address: at(63), answers: { '*': web } });
    await start({ address: at(64), udp: () => 'x'.repeat(9000), answers: { '*': (response) => response.destroy() } });
    const started = Date.now();
    const { devices, done } = await sweep({
      targets: parseTargets(['127.42.1.0/24']),
      timeoutMs: 1000,
      concurrency: 64,
    });
    // 254 / 64 rounds of 1 s each at the very most.
    expect(Date.now() - started).toBeLessThan(4500);
    expect(done).toBe(254);
    const told = devices.map(({ address, cause }) => `${address} ${cause ?? 'good'}`).sort();
    expect(told).toEqual(
      [
        ...[1, 50, 77, 128, 254].map((host) => `${at(host)} good`),
        `${at(60)} timeout`,
        `${at(61)} onvif`,
        `${at(62)} too-large`,
        `${at(64)} onvif`,
      ].sort(),
    );
  });

  it('merges one endpoint at two addresses', async () => {
    const uuid = '11111111-2222-4333-8444-555555555555';
    for (const address of ['127.42.0.8', '127.42.0.9']) await start({ address, uuid, udp: honestUdp });
    expect((await sweep({ targets: ['127.42.0.8', '127.42.0.9'] })).devices).toHaveLength(1);
  });

  it('is not filled by one that answers without end', async () => {
    let answers = 0;
    await start({
      address: '127.42.0.10',
      port: 9999,
      udp: (camera, id) => {
        const number = String(++answers);
        return honestUdp(
          { ...camera, port: answers, uuid: camera.uuid.replace(/^\w{8}/, number.padStart(8, '0')) },
          id,
        );
      },
    });
    // Asked 400 times, it makes up as many devices.
    const { devices } = await sweep({ targets: Array.from({ length: 100 }, () => '127.42.0.10') });
    expect(devices.length).toBeLessThanOrEqual(64);
  });

  it('stops at once by its signal, or when the reader leaves, and leaves nothing', async () => {
    const device = await start({ address: '127.42.0.11', answers: { '*': hang } });
    for (const how of ['signal', 'break'] as const) {
      device.asked.length = 0;
      const timers = open('Timeout');
      const controller = new AbortController();
      const targets = ['127.42.0.12', '127.42.0.11', ...parseTargets(['127.42.2.0/24'])];
      let leftAt = 0;
      const reading = (async () => {
        for await (const event of discover({
          targets,
          interfaces: [],
          ports: [8000],
          signal: controller.signal,
          concurrency: 2,
        })) {
          if (event.type === 'progress' && how === 'break' && (leftAt = Date.now())) break;
        }
      })();
      if (how === 'signal') {
        await expect.poll(() => device.asked.length, { interval: 5 }).toBe(1);
        leftAt = Date.now();
        controller.abort();
      }
      await reading;
      expect(Date.now() - leftAt).toBeLessThan(200);
      await expect.poll(() => device.connections(), { interval: 5 }).toBe(0);
      await expect.poll(() => open('UDPWrap') + open('TCPSocketWrap'), { interval: 5 }).toBe(0);
      expect(open('Timeout')).toBeLessThanOrEqual(timers);
    }
  });

  it('names an interface that does not exist', async () => {
    await expect(sweep({ interfaces: ['192.0.2.1'] })).rejects.toMatchObject({ reason: 'address' });
  });

  it('is unharmed by a port that speaks another protocol', async () => {
    const server = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('SSH-2.0-x\r\n'),
    );
    server.listen(8000, '127.42.0.13');
    await once(server, 'listening');
    stops.push(async () => {
      server.close();
      await once(server, 'close');
    });
    await start({ address: '127.42.0.13', port: 8001 });
    expect((await sweep({ targets: ['127.42.0.13'] })).devices).toMatchObject([{ port: 8001, cause: null }]);
  });
});
