import { afterAll, beforeAll, expect, it } from 'vitest';
import { probeOnvif, requestSyncPoint } from '../../../media/onvif/index.ts';
import { SimulatedCamera } from '../../fleet/camera.ts';
import type { Faults } from '../../fleet/faults.ts';
import { MAKERS, type MakerName } from '../../fleet/makers.ts';

// The fleet's cameras were written by somebody else, from the specifications: a second opinion. No clip is played.
const makers = Object.keys(MAKERS) as MakerName[];
const cameras = makers.map(
  (maker, index) => new SimulatedCamera(`127.44.0.${index + 1}`, 0, { maker, name: `村口 ${maker}` }),
);

beforeAll(() => Promise.all(cameras.map((camera) => camera.revive())));
afterAll(() => Promise.all(cameras.map((camera) => camera.close())));

const optionsFor = ({ address, onvifPort, username, password }: SimulatedCamera, timeoutMs = 5000) => ({
  address,
  port: onvifPort,
  credentials: { username, password },
  signal: new AbortController().signal,
  timeoutMs,
});

it.each(cameras)('probes a camera of $maker.manufacturer', async (camera) => {
  await camera.setFault({ clockSkewMs: -7_200_000 });
  const refused = camera.counters.refusedLogins;
  const found = await probeOnvif(optionsFor(camera));
  expect(found).toMatchObject({ hardwareId: camera.hardwareId, name: camera.name, model: camera.maker.model });
  expect(found.channels).toHaveLength(1);
  const [main, sub] = found.channels[0]?.profiles ?? [];
  expect(main).toMatchObject({
    codec: 'H264',
    token: camera.maker.profileToken('main'),
    streamUri: camera.rtspUrl('main'),
  });
  expect(sub).toMatchObject({
    streamUri: camera.rtspUrl('sub'),
    gop: camera.clip('sub').gopSeconds * camera.clip('sub').fps,
  });
  // Only being asked for a login at all: no login of ours was refused.
  expect(camera.counters.refusedLogins - refused).toBeLessThanOrEqual(3);
  await requestSyncPoint({ ...optionsFor(camera), profileToken: main?.token ?? '' });
  expect(camera.counters.syncPoints).toBe(1);
});

it.each<[string, Partial<Faults>]>([
  ['tcp', { onvif: 'closed' }],
  ['timeout', { onvif: 'silent' }],
  ['timeout', { onvif: 'drip' }],
  ['onvif', { onvif: 'html' }],
  ['onvif', { onvif: 'broken-xml' }],
  ['onvif', { onvif: 'entities' }],
  ['too-large', { onvif: 'huge' }],
  ['other-host', { onvif: 'other-host' }],
  ['codec', { onvif: 'no-profiles' }],
  ['codec', { codec: 'mjpeg' }],
  ['credentials', { wrongPassword: true }],
])('gives %s for %o, at every maker', async (reason, fault) => {
  for (const camera of cameras) {
    await camera.setFault(fault);
    await expect(probeOnvif(optionsFor(camera, 500))).rejects.toMatchObject({ reason });
  }
});
