import { expect, test } from 'vitest';
import type { Camera, Channel } from '../../server/contract/camera.ts';
import { DECLARED } from '../rig/declaration.ts';
import { listEntries, searchEntries } from '../../web/pages/live/entries.ts';
import { searchCameras } from '../../web/pages/cameras/source.ts';

const channel = (id: string, name: string): Channel => ({
  id,
  name,
  gbId: '61092301011326000001',
  profiles: [],
  movable: false,
  masks: [],
  maskState: 'none',
});
const camera = (part: Partial<Camera>): Camera => ({
  id: 'id',
  name: '村口',
  kind: 'onvif',
  address: '10.1.2.3',
  port: 80,
  username: '',
  hasPassword: false,
  hardwareId: '',
  manufacturer: '',
  model: '',
  clockOffsetMs: null,
  channels: [channel('c1', '通道1')],
  unitId: 'u1',
  placement: DECLARED,
  gaps: [],
  signCode: '0123456789',
  signPhoto: false,
  testPicture: null,
  createdAt: 0,
  updatedAt: 0,
  ...part,
});
const cameras = [
  camera({ name: '云岫村 村口', manufacturer: 'Lanting' }),
  camera({
    name: '大桥',
    address: '10.1.2.40',
    channels: [channel('c2', '东'), channel('c3', '西')],
  }),
];

test('a camera with one channel goes by its own name, one with several by both', () => {
  expect(listEntries(cameras).map(({ name }) => name)).toEqual(['云岫村 村口', '大桥 · 东', '大桥 · 西']);
});

test('every word of a search counts, in name or address', () => {
  const found = (words: string) => searchEntries(listEntries(cameras), words).map(({ channelId }) => channelId);
  expect(found('')).toEqual(['c1', 'c2', 'c3']);
  expect(found('大桥 西')).toEqual(['c3']);
  expect(found('10.1.2.3')).toEqual(['c1']);
  expect(found('村口 10.1.2.40')).toEqual([]);
});

test('cameras are found by their maker too', () => {
  expect(searchCameras(cameras, 'lanting').map(({ name }) => name)).toEqual(['云岫村 村口']);
});
