import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { probeOnvif, PtzDevice, setClock } from '../../../media/onvif/index.ts';
import { SimulatedCamera } from '../../fleet/camera.ts';
import { MAKERS, type MakerName } from '../../fleet/makers.ts';
import { envelope, fault, PROFILES } from './answers.ts';
import { type Answer, SmallDevice } from './small-device.ts';

// The fleet's heads were written from the specification, by somebody else. No clip is played.
const makers = Object.keys(MAKERS) as MakerName[];
const cameras = makers.map((maker, index) => new SimulatedCamera(`127.48.0.${index + 1}`, 0, { maker, ptz: true }));
const fixed = new SimulatedCamera('127.48.0.100', 0, {});

beforeAll(() => Promise.all([...cameras, fixed].map((camera) => camera.revive())));
afterAll(() => Promise.all([...cameras, fixed].map((camera) => camera.close())));
beforeEach(() => Promise.all(cameras.map((camera) => camera.setFault({}))));

const target = ({ address, onvifPort: port, username, password, maker }: SimulatedCamera) => ({
  ...{ address, port, credentials: { username, password } },
  profileToken: maker.profileToken('sub'),
});

async function connect(camera: SimulatedCamera): Promise<PtzDevice> {
  return (await PtzDevice.connect(target(camera))) ?? expect.fail('cannot be moved');
}

const log = (camera: SimulatedCamera): string[] => camera.ptzLog.map(({ operation }) => operation);

describe.each(cameras)('a camera of $maker.manufacturer', (camera) => {
  it('tells what it can do', async () => {
    const { channels } = await probeOnvif({ ...target(camera), signal: new AbortController().signal });
    expect(channels.map(({ ptz }) => ptz)).toEqual([true]);
    expect((await connect(camera)).capabilities).toEqual({
      ...{ continuous: true, relative: true, absolute: true, presets: true, home: true, focus: true },
    });
  });

  it('needs one request for a command, and no second login', async () => {
    const device = await connect(camera);
    const { onvifRequests, refusedLogins } = camera.counters;
    await device.move({ pan: 0.5, tilt: 0, zoom: 0 });
    await device.move({ pan: 0, tilt: -0.5, zoom: 1 });
    await device.stop();
    expect(log(camera).slice(-3)).toEqual(['ContinuousMove', 'ContinuousMove', 'Stop']);
    expect(camera.counters).toMatchObject({ onvifRequests: onvifRequests + 3, refusedLogins });
    expect(camera.head?.moving).toBe(false);
  });

  it('moves until it is stopped, or by itself for a second', async () => {
    const device = await connect(camera);
    await device.go({ pan: 0, tilt: 0, zoom: 0 });
    await expect.poll(() => camera.head?.moving, { interval: 10 }).toBe(false);
    await device.move({ pan: -1, tilt: 0.5, zoom: 0 });
    expect(camera.head?.moving).toBe(true);
    await expect.poll(() => camera.head?.moving, { timeout: 3000 }).toBe(false);
    // A second at half the range per second, at most.
    const place = (await device.position()) ?? expect.fail('no position');
    expect(place.pan).toBeCloseTo(-0.5, 3);
    expect(place.tilt).toBeCloseTo(0.25, 3);
  });

  it('goes to places, steps, and remembers', async () => {
    const device = await connect(camera);
    const still = () => expect.poll(() => camera.head?.moving, { interval: 10 }).toBe(false);
    await device.go({ pan: 0.25, tilt: -0.5, zoom: 0.75 });
    await still();
    expect(await device.position()).toEqual({ pan: 0.25, tilt: -0.5, zoom: 0.75 });
    const token = await device.savePreset('村口 <&>');
    expect(await device.presets()).toContainEqual({ token, name: '村口 <&>' });
    expect(await device.savePreset('村口 2', token)).toBe(token);
    await device.step({ pan: 0.5, tilt: 0, zoom: -0.25 });
    await still();
    expect(await device.position()).toEqual({ pan: 0.75, tilt: -0.5, zoom: 0.5 });
    await device.preset(token);
    await still();
    expect(await device.position()).toEqual({ pan: 0.25, tilt: -0.5, zoom: 0.75 });
    await device.home();
    await still();
    expect(await device.position()).toEqual({ pan: 0, tilt: 0, zoom: 0 });
    await device.removePreset(token);
    expect(await device.presets()).toEqual([]);
    await expect(device.preset(token)).rejects.toMatchObject({ reason: 'refused' });
  });

  it('focuses', async () => {
    const device = await connect(camera);
    await device.focus(-0.5);
    expect(camera.head?.focus).toBe(-0.5);
    await device.focusStop();
    expect(camera.head?.focus).toBe(0);
  });

  it('stops though the login that was kept is good no more', async () => {
    const device = await connect(camera);
    await device.move({ pan: 1, tilt: 0, zoom: 0 });
    camera.gatekeeper.forget();
    await camera.setFault({ clockSkewMs: 3_600_000 });
    await device.stop();
    expect(log(camera).at(-1)).toBe('Stop');
    await setClock(target(camera));
    await device.stop();
    expect(log(camera).slice(-2)).toEqual(['Stop', 'Stop']);
  });
});

it('is null for a camera without a head, and throws for a wrong password', async () => {
  expect(await PtzDevice.connect(target(fixed))).toBeNull();
  const { channels } = await probeOnvif({ ...target(fixed), signal: new AbortController().signal });
  expect(channels.map(({ ptz }) => ptz)).toEqual([false]);
  const credentials = { username: 'admin', password: 'wrong' };
  const [first = fixed] = cameras;
  await expect(PtzDevice.connect({ ...target(first), credentials })).rejects.toMatchObject({ reason: 'credentials' });
});

const ADDRESS = '127.48.1.1';
const service = (version: string): string =>
  `<tds:Service><tds:Namespace>http://www.onvif.org/${version}/wsdl</tds:Namespace><tds:XAddr>http://${ADDRESS}:8000/x</tds:XAddr></tds:Service>`;
const node =
  '<tptz:GetNodeResponse xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl"><tptz:PTZNode token="n"><tt:SupportedPTZSpaces><tt:ContinuousPanTiltVelocitySpace>' +
  '<tt:URI>http://www.onvif.org/ver10/tptz/PanTiltSpaces/VelocityGenericSpace</tt:URI></tt:ContinuousPanTiltVelocitySpace>' +
  '<tt:AbsolutePanTiltPositionSpace><tt:URI>urn:acme:degrees</tt:URI></tt:AbsolutePanTiltPositionSpace></tt:SupportedPTZSpaces>' +
  '<tt:MaximumNumberOfPresets>0</tt:MaximumNumberOfPresets><tt:HomeSupported>false</tt:HomeSupported></tptz:PTZNode></tptz:GetNodeResponse>';
const ok = (name: string): string => envelope(`<tptz:${name} xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl"/>`);

/** A device of few abilities: pan and tilt by its main stream, no zoom, no times, its own degrees. */
async function small(answers: Record<string, Answer>): Promise<SmallDevice> {
  const head = '<tt:PTZConfiguration token="p"><tt:NodeToken>n</tt:NodeToken></tt:PTZConfiguration>';
  const profiles = PROFILES.replace('</trt:Profiles>', `${head}</trt:Profiles>`);
  return SmallDevice.start({
    address: ADDRESS,
    answers: {
      GetServices: envelope(
        `<tds:GetServicesResponse>${service('ver10/media')}${service('ver20/ptz')}</tds:GetServicesResponse>`,
      ),
      GetProfiles: envelope(`<trt:GetProfilesResponse>${profiles}</trt:GetProfilesResponse>`),
      GetNode: envelope(node),
      Stop: ok('StopResponse'),
      ...answers,
    },
  });
}

const options = { address: ADDRESS, port: 8000, credentials: { username: '', password: '' }, profileToken: '1.20' };

it('takes less where there is less', async () => {
  let untimed = 0;
  const device = await small({
    ContinuousMove: (response) => {
      untimed++;
      response.end(untimed === 1 ? fault('ter:TimeoutNotSupported') : ok('ContinuousMoveResponse'));
    },
  });
  const ptz = (await PtzDevice.connect(options)) ?? expect.fail('cannot be moved');
  expect(ptz.capabilities).toEqual({
    ...{ continuous: true, relative: false, absolute: false, presets: false, home: false, focus: false },
  });
  await ptz.move({ pan: 1, tilt: 0, zoom: 0 });
  await ptz.move({ pan: 1, tilt: 0, zoom: 0 });
  // Refused with a time once, and never said with one again.
  expect(untimed).toBe(3);
  expect(await ptz.position()).toBeNull();
  await expect(ptz.focus(1)).rejects.toMatchObject({ reason: 'refused' });
  await ptz.stop();
  expect(device.asked.at(-1)).toBe('Stop');
  await device.stop();
});

it('stops while a move hangs, at once and once more', async () => {
  const device = await small({ ContinuousMove: () => undefined });
  const ptz = (await PtzDevice.connect(options)) ?? expect.fail('cannot be moved');
  const moving = ptz.move({ pan: 1, tilt: 0, zoom: 0 });
  await expect.poll(() => device.asked.at(-1), { interval: 5 }).toBe('ContinuousMove');
  await ptz.stop();
  await moving;
  expect(device.asked.slice(-3)).toEqual(['ContinuousMove', 'Stop', 'Stop']);
  await device.stop();
});
