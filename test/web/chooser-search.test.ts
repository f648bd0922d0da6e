import { expect, test } from 'vitest';
import { listEntries } from '../../web/pages/live/choose/entries.ts';
import { indexEntries, searchEntries, searchUnits } from '../../web/pages/live/choose/search.ts';
import { DECLARED } from '../rig/declaration.ts';
import { aCamera, aChannel } from './camera.ts';
import { unit } from './grants.ts';

const cameras = [
  aCamera({ id: 'camera-1', name: '云岫村 村口', initials: 'yxccuk', placement: { ...DECLARED, place: '东头' } }),
  aCamera({
    id: 'camera-2',
    name: '大桥',
    initials: 'dq',
    address: '10.1.2.40',
    unitId: 'u2',
    channels: [
      aChannel({ id: 'c2', name: '东', gbId: '61092301011326000002' }),
      aChannel({ id: 'c3', name: '西', gbId: '61092301011326000003' }),
    ],
  }),
  aCamera({ id: 'camera-3', name: '集市大桥', initials: 'jsdq', unitId: 'u2', channels: [aChannel({ id: 'c4' })] }),
];
const indexed = indexEntries(listEntries(cameras), (id) => (id === 'u2' ? '皇冠镇' : '城关镇'));
const find = (words: string) => searchEntries(indexed, words).map(({ entry }) => entry.channelId);

test('a camera with one channel goes by its own name, one with several by both', () => {
  expect(listEntries(cameras).map(({ name }) => name)).toEqual(['云岫村 村口', '大桥 · 东', '大桥 · 西', '集市大桥']);
});

test('every word of a search counts, in name, place, unit, initials or address', () => {
  expect(find('')).toEqual(['c1', 'c2', 'c3', 'c4']);
  expect(find('大桥 西')).toEqual(['c3']);
  expect(find('10.1.2.3')).toEqual(['c1', 'c4']);
  expect(find('东头')).toEqual(['c1']);
  expect(find('皇冠 集市')).toEqual(['c4']);
  expect(find('YXC')).toEqual(['c1']);
  expect(find('村口 10.1.2.40')).toEqual([]);
});

test('an id is found by six of its signs or more, and never by two', () => {
  expect(find('61092301011326000003')).toEqual(['c3']);
  expect(find('camera-3')).toEqual(['c4']);
  expect(find('61')).toEqual([]);
});

test('what begins with the search stands first, then what has it in its name', () => {
  expect(find('大桥')).toEqual(['c2', 'c3', 'c4']);
  expect(find('dq')).toEqual(['c2', 'c3', 'c4']);
  expect(find('jsdq')).toEqual(['c4']);
});

test('units are found by name, retired ones are not, and no more than wanted', () => {
  const units = [
    unit('u1', null, { name: '城关镇' }),
    unit('u2', 'u1', { name: '皇冠镇' }),
    unit('u3', 'u1', { name: '旧镇', state: 'retired' }),
  ];
  const names = (words: string, most = 5) => searchUnits(units, words, most).map(({ name }) => name);
  expect(names('镇')).toEqual(['城关镇', '皇冠镇']);
  expect(names('镇', 1)).toEqual(['城关镇']);
  expect(names('')).toEqual([]);
});
