import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cause } from '../../../media/error.ts';
import { isAlive } from '../../../media/onvif/index.ts';
import { SimulatedCamera } from '../../fleet/camera.ts';
import type { Faults } from '../../fleet/faults.ts';
import { MAKERS, type MakerName } from '../../fleet/makers.ts';
import { fault } from './answers.ts';
import { SmallDevice } from './small-device.ts';

const makers = Object.keys(MAKERS) as MakerName[];
const cameras = makers.map((maker, index) => new SimulatedCamera(`127.47.0.${index + 1}`, 0, { maker }));

beforeAll(() => Promise.all(cameras.map((camera) => camera.revive())));
afterAll(() => Promise.all(cameras.map((camera) => camera.close())));
beforeEach(() => Promise.all(cameras.map((camera) => camera.setFault({}))));

const look = (camera: SimulatedCamera, kind: 'onvif' | 'rtsp', timeoutMs = 2000): Promise<Cause | null> =>
  isAlive({
    address: camera.address,
    port: kind === 'onvif' ? camera.onvifPort : camera.rtspPort,
    kind,
    timeoutMs,
  });

describe.each(cameras)('a camera of $maker.manufacturer', (camera) => {
  it('is alive, and was asked for no login', async () => {
    await camera.setFault({ wrongPassword: true });
    const before = { ...camera.counters };
    expect(await look(camera, 'onvif')).toBeNull();
    expect(await look(camera, 'rtsp')).toBeNull();
    expect(camera.counters).toMatchObject({
      logins: before.logins,
      refusedLogins: before.refusedLogins,
      sessionsStarted: before.sessionsStarted,
      onvifRequests: before.onvifRequests + 1,
    });
  });

  it.each<[Cause, 'onvif' | 'rtsp', Partial<Faults>]>([
    ['tcp', 'onvif', { onvif: 'closed' }],
    ['timeout', 'onvif', { onvif: 'silent' }],
    ['timeout', 'onvif', { onvif: 'drip' }],
    ['onvif', 'onvif', { onvif: 'html' }],
    ['onvif', 'onvif', { onvif: 'huge' }],
    ['tcp', 'rtsp', { rtsp: 'closed' }],
    ['tcp', 'rtsp', { rtsp: 'reset' }],
    ['timeout', 'rtsp', { rtsp: 'silent' }],
    ['rtsp', 'rtsp', { rtsp: 'garbage' }],
  ])('gives %s of %s for %o', async (cause, kind, faults) => {
    await camera.setFault(faults);
    expect(await look(camera, kind, 500)).toBe(cause);
  });
});

it('gives address where nobody is', async () => {
  // Refused by the own network stack: nothing is sent anywhere.
  expect(await isAlive({ address: '255.255.255.255', port: 80, kind: 'onvif', timeoutMs: 500 })).toBe('address');
});

it('takes a refusal in SOAP for a sign of life, and one of a web server not', async () => {
  const device = await SmallDevice.start({ address: '127.47.1.1', answers: { '*': fault('ter:NotAuthorized') } });
  const ask = { address: '127.47.1.1', port: 8000, kind: 'onvif', timeoutMs: 2000 } as const;
  expect(await isAlive(ask)).toBeNull();
  await device.stop();
  const page = await SmallDevice.start({
    address: '127.47.1.1',
    answers: { '*': (response) => response.writeHead(404).end() },
  });
  expect(await isAlive(ask)).toBe('onvif');
  await page.stop();
});

it('stops at once when it is told to, and leaves no connection', async () => {
  const device = await SmallDevice.start({ address: '127.47.1.2', answers: { '*': () => undefined } });
  const controller = new AbortController();
  const reason = new Error('enough');
  const ask = { address: '127.47.1.2', port: 8000, kind: 'onvif', timeoutMs: 60_000 } as const;
  const asking = isAlive({ ...ask, signal: controller.signal });
  await expect.poll(() => device.asked.length, { interval: 5 }).toBe(1);
  controller.abort(reason);
  await expect(asking).rejects.toBe(reason);
  await expect.poll(() => device.connections(), { interval: 5 }).toBe(0);
  await expect(isAlive({ ...ask, signal: controller.signal })).rejects.toBe(reason);
  await device.stop();
});
