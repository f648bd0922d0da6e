import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import onvif from 'onvif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeOnvif, PtzDevice, setPassword, setScreenName } from '../../../media/onvif/index.ts';
import { SimulatedCamera } from '../../fleet/camera.ts';
import { MAKERS, type MakerName } from '../../fleet/makers.ts';

// Two clients that nobody here wrote look at what our own one saw and did.
const makers = Object.keys(MAKERS) as MakerName[];
const cameras = makers.map((maker, index) => new SimulatedCamera(`127.49.0.${index + 1}`, 0, { maker, ptz: true }));

beforeAll(() => Promise.all(cameras.map((camera) => camera.revive())));
afterAll(() => Promise.all(cameras.map((camera) => camera.close())));

const target = ({ address, onvifPort: port, username, password, maker }: SimulatedCamera) => ({
  ...{ address, port, credentials: { username, password }, signal: new AbortController().signal },
  profileToken: maker.profileToken('sub'),
});

/** The part of node-onvif that is used here; the package has no types of its own. */
interface NodeOnvifDevice {
  init(): Promise<{ Manufacturer: string; Model: string; SerialNumber: string }>;
  getProfileList(): { token: string; stream: { rtsp: string }; video: { encoder: { framerate: number } } }[];
}
interface NodeOnvif {
  OnvifDevice: new (options: { xaddr: string; user: string; pass: string }) => NodeOnvifDevice;
}

function isNodeOnvif(module: unknown): module is NodeOnvif {
  return typeof module === 'object' && module !== null && 'OnvifDevice' in module;
}

function loadNodeOnvif(): NodeOnvif {
  const module: unknown = createRequire(import.meta.url)('node-onvif');
  return isNodeOnvif(module) ? module : expect.fail('not node-onvif');
}

async function cam({ address, onvifPort: port, username, password }: SimulatedCamera): Promise<onvif.Cam> {
  const client = new onvif.Cam({ hostname: address, port, username, password, timeout: 5000, autoconnect: false });
  await promisify(client.connect.bind(client))();
  return client;
}

function answered(ask: (callback: (error: Error | null, told: unknown) => void) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    ask((error, told) => (error ? reject(error) : resolve(told)));
  });
}

describe.each(cameras)('a camera of $maker.manufacturer', (camera) => {
  it('is the same to onvif', async () => {
    const ours = await probeOnvif(target(camera));
    const theirs = await cam(camera);
    const information = await promisify(theirs.getDeviceInformation.bind(theirs))();
    expect(information).toMatchObject({ manufacturer: ours.manufacturer, model: ours.model });
    expect(theirs.profiles).toHaveLength(ours.channels[0]?.profiles.length ?? 0);
  });

  it('has taken our new password, and lets onvif in with it', async () => {
    const { password: old } = camera;
    await setPassword({ ...target(camera), password: 'Anders-Lang-77' });
    expect((await cam(camera)).profiles).toHaveLength(2);
    await setPassword({ ...target(camera), password: old });
    expect((await cam(camera)).profiles).toHaveLength(2);
  });

  it('stands where we have sent it, and has remembered it, for onvif too', async () => {
    const ptz = (await PtzDevice.connect(target(camera))) ?? expect.fail('cannot be moved');
    await ptz.go({ pan: 0.5, tilt: -0.25, zoom: 0.5 });
    await expect.poll(() => camera.head?.moving, { interval: 10 }).toBe(false);
    const token = await ptz.savePreset('bridge');
    const theirs = await cam(camera);
    const status = await answered((callback) => theirs.getStatus({}, callback));
    expect(status).toMatchObject({ position: { x: 0.5, y: -0.25, zoom: 0.5 } });
    const presets = await answered((callback) => theirs.getPresets({}, callback));
    expect(JSON.stringify(presets)).toContain('bridge');
    await ptz.removePreset(token);
  });
});

// node-onvif cannot do HTTP digest: it sees the makers that take a username token.
it.each(cameras.filter(({ maker }) => maker.usernameToken))(
  'a camera of $maker.manufacturer is the same to node-onvif',
  async (camera) => {
    await setScreenName({ ...target(camera), text: '村口' });
    const { OnvifDevice } = loadNodeOnvif();
    const theirs = new OnvifDevice({
      xaddr: `http://${camera.address}:${camera.onvifPort}/onvif/device_service`,
      user: camera.username,
      pass: camera.password,
    });
    const information = await theirs.init();
    const ours = await probeOnvif(target(camera));
    expect(information).toMatchObject({ Manufacturer: ours.manufacturer, Model: ours.model });
    const profiles = ours.channels[0]?.profiles ?? [];
    expect(theirs.getProfileList().map(({ token, stream }) => [token, stream.rtsp])).toEqual(
      profiles.map(({ token, streamUri }) => [token, streamUri]),
    );
  },
);
