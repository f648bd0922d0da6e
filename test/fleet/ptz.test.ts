import { promisify } from 'node:util';
import onvif from 'onvif';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { field } from './onvif-xml.ts';
import { soap } from './soap-client.ts';

let fleet: Fleet;
let camera: SimulatedCamera;

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [{ ptz: true }, { maker: 'lanting' }, { maker: 'chengjiang', ptz: true }],
    prepare: [],
    discovery: false,
  });
  const [first] = fleet.cameras;
  if (!first) throw new Error('no camera');
  camera = first;
});
afterAll(() => fleet.close());

const PROFILE = '<tptz:ProfileToken>Profile_2</tptz:ProfileToken>';
const ask = async (body: string): Promise<string> => (await soap(camera, body)).xml;
const position = async (): Promise<number> =>
  Number(/PanTilt x="([^"]*)"/.exec(await ask(`<tptz:GetStatus>${PROFILE}</tptz:GetStatus>`))?.[1]);
const still = async (): Promise<void> => {
  await expect.poll(() => ask(`<tptz:GetStatus>${PROFILE}</tptz:GetStatus>`)).not.toContain('MOVING');
};

test.each([0, 2])('is moved by a client that nobody here wrote (camera %i)', async (index) => {
  const target = fleet.cameras[index];
  const { address: hostname, onvifPort: port, username, password } = target ?? camera;
  const cam = new onvif.Cam({ hostname, port, username, password, timeout: 5000, autoconnect: false });
  await promisify(cam.connect.bind(cam))();
  await promisify(cam.continuousMove.bind(cam))({ x: 1, y: 0, zoom: 0, timeout: 1000 });
  await new Promise<void>((resolve, reject) => {
    cam.stop({ panTilt: true, zoom: true }, (error) => (error ? reject(error) : resolve()));
  });
  await promisify(cam.absoluteMove.bind(cam))({ x: 0.5, y: -0.5, zoom: 0.2 });
  await expect.poll(() => target?.head?.position).toEqual({ pan: 0.5, tilt: -0.5, zoom: 0.2 });
  expect(target?.ptzLog.map(({ operation }) => operation)).toEqual(['ContinuousMove', 'Stop', 'AbsoluteMove']);
});

test('a movement goes on until it is stopped, and ends by its timeout at the latest', async () => {
  const move = (x: number, seconds: number): Promise<string> =>
    ask(
      `<tptz:ContinuousMove>${PROFILE}<tptz:Velocity><tt:PanTilt x="${x}" y="0"/></tptz:Velocity><tptz:Timeout>PT${seconds}S</tptz:Timeout></tptz:ContinuousMove>`,
    );
  await ask(
    `<tptz:AbsoluteMove>${PROFILE}<tptz:Position><tt:PanTilt x="0" y="0"/></tptz:Position></tptz:AbsoluteMove>`,
  );
  await still();
  await move(-1, 60);
  await expect.poll(position).toBeLessThan(-0.05);
  await ask(`<tptz:Stop>${PROFILE}</tptz:Stop>`);
  const stopped = await position();
  expect(await position()).toBe(stopped);
  await move(1, 0.2);
  await still();
  // 0.2 s at half the range per second.
  expect(await position()).toBeCloseTo(stopped + 0.1, 5);
});

test('keeps presets and its home', async () => {
  const go = (x: number): Promise<string> =>
    ask(`<tptz:AbsoluteMove>${PROFILE}<tptz:Position><tt:PanTilt x="${x}" y="0"/></tptz:Position></tptz:AbsoluteMove>`);
  await go(0.25);
  await still();
  await ask(`<tptz:SetHomePosition>${PROFILE}</tptz:SetHomePosition>`);
  const saved = await ask(
    `<tptz:SetPreset>${PROFILE}<tptz:PresetName>村口 &amp; 桥</tptz:PresetName></tptz:SetPreset>`,
  );
  const token = `<tptz:PresetToken>${field(saved, 'PresetToken')}</tptz:PresetToken>`;
  expect(await ask(`<tptz:GetPresets>${PROFILE}</tptz:GetPresets>`)).toContain('村口 &amp; 桥');
  await go(-1);
  await still();
  await ask(`<tptz:GotoPreset>${PROFILE}${token}</tptz:GotoPreset>`);
  await still();
  expect(await position()).toBeCloseTo(0.25, 5);
  await go(-1);
  await ask(`<tptz:GotoHomePosition>${PROFILE}</tptz:GotoHomePosition>`);
  await still();
  expect(await position()).toBeCloseTo(0.25, 5);
  expect((await soap(camera, `<tptz:RemovePreset>${PROFILE}${token}</tptz:RemovePreset>`)).status).toBe(200);
  expect((await soap(camera, `<tptz:GotoPreset>${PROFILE}${token}</tptz:GotoPreset>`)).status).toBe(400);
});

test('Stop of the imaging service is the focus and not the head', async () => {
  await ask(
    '<timg:Move><timg:VideoSourceToken>VideoSource_1</timg:VideoSourceToken><timg:Focus><tt:Continuous><tt:Speed>-0.5</tt:Speed></tt:Continuous></timg:Focus></timg:Move>',
  );
  expect(camera.head?.focus).toBe(-0.5);
  await ask('<timg:Stop><timg:VideoSourceToken>VideoSource_1</timg:VideoSourceToken></timg:Stop>');
  expect(camera.head?.focus).toBe(0);
  expect(camera.ptzLog.slice(-2).map(({ operation }) => operation)).toEqual(['FocusMove', 'FocusStop']);
});

test('a camera that cannot be moved knows no such service', async () => {
  const fixed = fleet.cameras[1] ?? camera;
  expect((await soap(fixed, '<tptz:GetNodes/>')).status).toBe(400);
  expect((await soap(fixed, '<tds:GetServices/>')).xml).not.toContain('/onvif/PTZ');
  expect(fixed.ptzLog).toEqual([]);
});
