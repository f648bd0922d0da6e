import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { burnIn, NoFontError } from '../../media/burn.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { temporaryFolder } from '../server/rig.ts';
import { type Picture, readJpeg } from './decode.ts';
import { config, live, PATIENCE, RelayRig, sourceOf } from './relay-rig.ts';

const RIGHT = [
  { x: 0.5, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 0.5 },
  { x: 0.5, y: 0.5 },
];
const WHITE = 200;

let fleet: Fleet;
let rig: RelayRig;
let frame: { codec: 'H264'; data: Buffer };
beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ sub: { seconds: 4 } }], clips: 1, prepare: ['sub'], discovery: false });
  rig = await RelayRig.create();
  const { relay } = await rig.relays.acquire('burn', () => sourceOf(fleet.cameras[0] ?? expect.fail()));
  await live(relay);
  const whole = () => rig.relays.keyframe('burn') ?? Promise.reject(new Error('not yet whole'));
  frame = { codec: 'H264', data: await vi.waitFor(whole, PATIENCE) };
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

const burn = async (lines: string[], masks: readonly (typeof RIGHT)[] = []): Promise<Picture> =>
  readJpeg(await burnIn({ frame, masks, lines }, config), 640, 360);

test('text stands on a dark band, in the full size of the picture; without text there is none', async () => {
  const without = await burn(['', '', '']);
  const written = await burn(['青山县 / 柳河镇 / 村口', '2026-11-23 21:05:33 UTC+08:00', '王敏 (wangmin)']);
  // Three rows: the band is the lower fifth; the camera's own clock under it is darkened.
  expect(without.brightest(0, 0.8, 1, 1)).toBeLessThan(WHITE);
  expect(written.brightest(0, 0.8, 1, 1)).toBeGreaterThan(WHITE);
  expect(written.brightest(0.6, 0.8, 1, 1)).toBeLessThan(WHITE);
});

test('whatever stands in a name is written, and nothing else is done', async () => {
  const odd = "%{pts} \\: '; drawbox=c=white:t=fill, [out] %{eif:1:x} \u202e\n\r\0";
  const written = await burn([odd]);
  const plain = await burn(['']);
  const [before, after] = [plain, written].map((picture) => picture.brightest(0.3, 0.1, 1, 0.5));
  expect(Math.abs((before ?? 0) - (after ?? 255))).toBeLessThan(8);
  const same = await burn(['x'.repeat(1000), '很'.repeat(500)]);
  // However long: it fits, in the lower half.
  expect(same.brightest(0, 0.5, 1, 1)).toBeGreaterThan(WHITE);
});

test('masks are painted, under the text', async () => {
  const picture = await burn(['村口'], [RIGHT]);
  expect(picture.brightest(0.5, 0, 1, 0.5)).toBeLessThan(24);
  expect(picture.brightest(0, 0.9, 0.5, 1)).toBeGreaterThan(WHITE);
});

test('without a font that writes Chinese there is an error of its own, and no picture', async () => {
  const folder = temporaryFolder();
  for (const [name, fonts] of [
    ['none', folder],
    ['latin', '/usr/share/fonts/truetype/dejavu'],
  ] as const) {
    const file = join(folder, `${name}.conf`);
    const cache = `<cachedir>${folder}</cachedir>`;
    writeFileSync(file, `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir>${cache}</fontconfig>`);
    vi.stubEnv('FONTCONFIG_FILE', file);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(burn(['村口'])).rejects.toBeInstanceOf(NoFontError);
  }
});

test('what cannot be decoded is told as such, and who has gone gets nothing', async () => {
  const cut = { ...frame, data: frame.data.subarray(0, 200) };
  await expect(burnIn({ frame: cut, masks: [], lines: ['x'] }, config)).rejects.toThrow('codec');
  const nothing = { codec: 'H264', data: Buffer.from('nothing') } as const;
  await expect(burnIn({ frame: nothing, masks: [], lines: ['x'] }, config)).rejects.toThrow('codec');
  const gone = burnIn({ frame, masks: [], lines: ['x'] }, config, AbortSignal.abort());
  await expect(gone).rejects.toThrow('abort');
});
