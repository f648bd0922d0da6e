import { expect, test } from 'vitest';
import { listEntries, searchEntries } from '../../web/pages/live/entries.ts';
import { aCamera, aChannel } from './camera.ts';

const cameras = [
  aCamera({ name: '云岫村 村口', manufacturer: 'Lanting' }),
  aCamera({
    name: '大桥',
    address: '10.1.2.40',
    channels: [aChannel({ id: 'c2', name: '东' }), aChannel({ id: 'c3', name: '西' })],
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
