import { expect, test } from 'vitest';
import { areaBetween, areaInSight, within } from '../../web/components/map/area.ts';
import { basePaths, baseTransform } from '../../web/components/map/base-paths.ts';
import { fit, project, toScreen } from '../../web/components/map/projection.ts';
import { wallOf } from '../../web/pages/map/area-wall.ts';
import { nearTo } from '../../web/pages/map/chosen.ts';
import { placeCameras } from '../../web/pages/map/map-labels.ts';
import { DECLARED } from '../rig/declaration.ts';
import { aCamera, aChannel } from './camera.ts';

const size = { width: 800, height: 600 };
const camera = (id: string, longitude: number, latitude: number) =>
  aCamera({ id, name: id, placement: { ...DECLARED, longitude, latitude }, channels: [aChannel({ id: `${id}-1` })] });
const cameras = [camera('west', 108.1, 33.3), camera('middle', 108.3, 33.3), camera('east', 108.5, 33.3)];
const placed = placeCameras(cameras);
const view = fit(
  placed.map(({ at }) => at),
  size,
);
const names = (found: typeof placed): string[] => found.map(({ camera: { name } }) => name);

test('an area is the same whichever corner is drawn first', () => {
  const a = areaBetween({ x: 300, y: 100 }, { x: 500, y: 400 }, view, size);
  expect(areaBetween({ x: 500, y: 400 }, { x: 300, y: 100 }, view, size)).toEqual(a);
  expect(names(within(placed, a))).toEqual(['middle']);
});

test('all that is fitted is in sight, and half of it on the left half', () => {
  expect(names(within(placed, areaInSight(view, size)))).toEqual(['west', 'middle', 'east']);
  expect(names(within(placed, areaBetween({ x: 0, y: 0 }, { x: 399, y: 600 }, view, size)))).toEqual(['west']);
});

test('an area becomes a wall in the layout that has room for it, those that answer first', () => {
  const state = (cameraId: string, online: boolean) =>
    [
      cameraId,
      {
        cameraId,
        state: online ? 'working' : 'offline',
        cause: null,
        since: 0,
        checkedAt: 0,
        pictureAt: 0,
        flapping: false,
      },
    ] as const;
  const health = new Map([state('west', false), state('middle', true), state('east', true)]);
  expect(wallOf(cameras, health)).toEqual({
    address: '/live?layout=4&tiles=middle-1,east-1,west-1',
    layout: '4',
    shown: 3,
    left: 0,
  });
  expect(wallOf([], health)).toBeNull();
});

test('a wall takes 36, and it is said how many were left out', () => {
  const many = Array.from({ length: 50 }, (_, index) => camera(`c${index}`, 108 + index / 100, 33));
  expect(wallOf(many, new Map())).toMatchObject({ layout: '36', shown: 36, left: 14 });
});

test('the nearest to a point are listed with how far they are', () => {
  const { kind, members } = nearTo(placed, { longitude: 108.49, latitude: 33.3 });
  expect(kind).toBe('near');
  expect(members.map(({ camera: { name } }) => name)).toEqual(['east', 'middle', 'west']);
  expect(Math.round((members[0]?.metres ?? 0) / 10)).toBe(93);
});

test('the base map lies where the cameras lie, to a tenth of a pixel', () => {
  const points = [108.1, 33.3, 108.5, 33.31];
  const base = basePaths({ shapes: [{ kind: 'water', name: '', closed: false, points }] });
  if (!base) throw new Error('nothing to draw');
  const [, dx = 0, dy = 0] = /^M0\.0 0\.0L(-?[\d.]+) (-?[\d.]+)$/.exec(base.paths[0]?.d ?? '')?.map(Number) ?? [];
  const [, x = 0, y = 0, scale = 0] =
    /^translate\((\S+) (\S+)\) scale\((\S+)\)$/.exec(baseTransform(base, view, size))?.map(Number) ?? [];
  const wanted = toScreen(project({ longitude: 108.5, latitude: 33.31 }), view, size);
  expect(x + dx * scale).toBeCloseTo(wanted.x, 1);
  expect(y + dy * scale).toBeCloseTo(wanted.y, 1);
  expect(basePaths({ shapes: [] })).toBeNull();
});
