import { expect, test } from 'vitest';
import { RollCallRun, type RollEntry, treeOrder } from '../../../server/features/room/roll-call.ts';

function entry(id: string, kind: RollEntry['kind'] = 'unit'): RollEntry {
  return { kind, id, name: id, unitId: id, mark: null };
}

test('units are called in the order of the tree: by code, and partners after them', () => {
  const unit = (id: string, parentId: string | null, civilCode: string) => ({ id, parentId, civilCode, name: id });
  const units = [
    unit('police', 'county', ''),
    unit('town-b', 'county', '610923101'),
    unit('village-a2', 'town-a', '610923100202'),
    unit('county', null, '610923'),
    unit('town-a', 'county', '610923100'),
    unit('village-a1', 'town-a', '610923100201'),
  ];
  expect(treeOrder(units)).toEqual(['county', 'town-a', 'village-a1', 'village-a2', 'town-b', 'police']);
});

test('each is called once, and the marks are counted', () => {
  const run = new RollCallRun([entry('a'), entry('b'), entry('c')]);
  expect(run.current?.id).toBe('a');
  run.mark('present');
  run.mark('absent');
  expect(run.current?.id).toBe('c');
  run.mark('present');
  expect(run.current).toBeNull();
  expect([run.count('present'), run.count('absent')]).toEqual([2, 1]);
  expect(() => run.mark('present')).toThrow('room.roll-call');
});

test('of nobody there is nothing to call', () => {
  const run = new RollCallRun([]);
  expect(run.current).toBeNull();
  expect(run.told([])).toEqual({ entries: [], at: null });
});
