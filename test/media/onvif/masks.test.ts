import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawable, hides, readAbility, readMasks, writeMask } from '../../../media/onvif/mask-xml.ts';
import { setMasks, type MaskOptions } from '../../../media/onvif/masks.ts';
import { parseEnvelope } from '../../../media/onvif/xml.ts';
import { SimulatedCamera } from '../../fleet/camera.ts';
import { shapes } from '../shapes.ts';
import { envelope } from './answers.ts';

// The fleet's masks were written from the specification, not from the code under test. No clip is played.
const able = new SimulatedCamera('127.45.0.1', 0, { maker: 'yuanshan' });
const token = new SimulatedCamera('127.45.0.2', 0, { maker: 'lanting' });
const without = new SimulatedCamera('127.45.0.3', 0, { maker: 'chengjiang' });
const unable = new SimulatedCamera('127.45.0.4', 0, { maker: 'yuanshan', masks: false });
const cameras = [able, token, without, unable];

beforeAll(() => Promise.all(cameras.map((camera) => camera.revive())));
afterAll(() => Promise.all(cameras.map((camera) => camera.close())));
beforeEach(async () => {
  for (const camera of cameras) {
    await camera.setFault({});
    for (const [name] of camera.masks?.list() ?? []) camera.masks?.remove(name);
  }
});

const window = [
  { x: 0.1, y: 0.1 },
  { x: 0.3, y: 0.1 },
  { x: 0.3, y: 0.4 },
  { x: 0.1, y: 0.4 },
];
const yard = [
  { x: 0.5, y: 0.6 },
  { x: 0.9, y: 0.7 },
  { x: 0.6, y: 0.95 },
];

function ask(camera: SimulatedCamera, more: Partial<MaskOptions>): ReturnType<typeof setMasks> {
  const { address, onvifPort: port, username, password, maker } = camera;
  return setMasks({
    ...{ address, port, credentials: { username, password }, masks: [window], knownTokens: [], timeoutMs: 5000 },
    profileTokens: [maker.profileToken('main'), maker.profileToken('sub')],
    ...more,
  });
}

describe.each([able, token])('a device of $maker.manufacturer', (camera) => {
  it('takes masks, tells that it draws them, changes them, and lets them go', async () => {
    const first = await ask(camera, { masks: [window, yard] });
    expect(first).toMatchObject({ outcome: 'masked', cause: null });
    expect(first.tokens).toHaveLength(2);
    const [[left = 0, top = 0] = []] = camera.masks?.drawn[0] ? [camera.masks.drawn[0][0]] : [];
    expect([left, top].map(Math.round)).toEqual([128, 72]);

    const second = await ask(camera, { masks: [yard], knownTokens: first.tokens });
    expect(second.outcome).toBe('masked');
    // Changed in place, and the one too many taken away.
    expect(second.tokens).toEqual(first.tokens.slice(0, 1));
    expect(camera.masks?.size).toBe(1);

    expect(await ask(camera, { masks: [], knownTokens: second.tokens })).toMatchObject({
      outcome: 'masked',
      tokens: [],
    });
    expect(camera.masks?.size).toBe(0);
  });
});

it('leaves masks alone that somebody else made, and makes those anew that somebody took away', async () => {
  const foreign =
    able.masks?.create({
      corners: [
        [0, 0],
        [0, 1],
        [1, 0],
      ],
      type: 'Color',
      enabled: true,
    }) ?? '';
  const { tokens } = await ask(able, {});
  able.masks?.remove(tokens[0] ?? '');
  const again = await ask(able, { knownTokens: tokens });
  expect(again.outcome).toBe('masked');
  expect(again.tokens).not.toEqual(tokens);
  await ask(able, { masks: [], knownTokens: again.tokens });
  expect(able.masks?.list().map(([name]) => name)).toEqual([foreign]);
});

it.each([without, unable])('a device that cannot mask says so: $address', async (camera) => {
  expect(await ask(camera, {})).toEqual({ outcome: 'unsupported', cause: null, tokens: [] });
});

it.each(['forgotten', 'full', 'smaller'] as const)('is not taken in by a device whose masks are %s', async (masks) => {
  await able.setFault({ masks });
  const told = await ask(able, { masks: [yard] });
  expect(told).toMatchObject({ outcome: 'unproven', cause: null });
  // Whatever it has made can be taken away later.
  expect(told.tokens.length).toBeGreaterThanOrEqual(able.masks?.size ?? 0);
});

it('more masks than the device has room for are not all masked', async () => {
  const many = Array.from({ length: 9 }, () => window);
  const told = await ask(able, { masks: many });
  expect(told).toMatchObject({ outcome: 'unproven' });
  expect(told.tokens).toHaveLength(8);
});

it('a stream that the device does not know is not masked', async () => {
  expect(await ask(able, { profileTokens: ['nobody'] })).toMatchObject({ outcome: 'unproven', tokens: [] });
});

it('keeps its tokens through any failure', async () => {
  const { tokens } = await ask(able, {});
  for (const [onvif, cause] of [
    ['silent', 'timeout'],
    ['html', 'onvif'],
    ['huge', 'too-large'],
    ['other-host', 'other-host'],
  ] as const) {
    await able.setFault({ onvif });
    const told = await ask(able, { masks: [yard], knownTokens: tokens, timeoutMs: 500 });
    expect(told).toEqual({ outcome: 'unproven', cause, tokens });
  }
  await able.setFault({ wrongPassword: true });
  expect(await ask(able, { knownTokens: tokens })).toEqual({ outcome: 'unproven', cause: 'credentials', tokens });
});

it('ends at once with its signal', async () => {
  await able.setFault({ onvif: 'silent' });
  const reason = new Error('enough');
  await expect(ask(able, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

describe('what a device tells', () => {
  const ability = readAbility(undefined);
  const told = (element: string) => {
    const mask = element.replace('<Mask', '<tr2:Masks token="m"').replace('</Mask>', '</tr2:Masks>');
    return readMasks(
      parseEnvelope(envelope(`<tr2:GetMasksResponse>${mask}</tr2:GetMasksResponse>`)).body.find('GetMasksResponse') ??
        expect.fail(),
    );
  };

  it('reads what it writes, and finds it hidden', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const [mask] = told(writeMask(shape, 'vs "1" <&>', ability));
        expect(mask?.configuration).toBe('vs "1" <&>');
        expect(mask && hides(mask, shape)).toBe(true);
      }),
    );
  });

  it('finds a rectangle around a shape to hide it, and a smaller one not to', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const rectangle = drawable(shape, { ...ability, rectanglesOnly: true });
        const mask = { token: 'm', configuration: 'c', enabled: true };
        expect(hides({ ...mask, shape: rectangle }, shape)).toBe(true);
        expect(hides({ ...mask, shape: rectangle, enabled: false }, shape)).toBe(false);
        const { left, right } = {
          left: Math.min(...shape.map(({ x }) => x)),
          right: Math.max(...shape.map(({ x }) => x)),
        };
        const narrow = rectangle.map(({ x, y }) => ({ x: x === right ? right - 0.1 * (right - left) - 0.02 : x, y }));
        expect(hides({ ...mask, shape: narrow }, shape)).toBe(false);
      }),
    );
  });

  it('reads options: a rectangle where there is nothing better, and plain colour before all', () => {
    const options = parseEnvelope(
      envelope(
        '<tr2:GetMaskOptionsResponse><tr2:Options RectangleOnly="true"><tr2:MaxMasks>4</tr2:MaxMasks>' +
          '<tr2:MaxPoints>4</tr2:MaxPoints><tr2:Types>Blurred</tr2:Types><tr2:Types>Pixelated</tr2:Types>' +
          '</tr2:Options></tr2:GetMaskOptionsResponse>',
      ),
    ).body.find('GetMaskOptionsResponse');
    expect(readAbility(options)).toEqual({ rectanglesOnly: true, maxCorners: 4, type: 'Pixelated' });
    expect(ability).toMatchObject({ rectanglesOnly: false, type: 'Color' });
  });
});
