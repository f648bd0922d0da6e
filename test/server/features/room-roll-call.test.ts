import { expect, test } from 'vitest';
import { RollCallRun, type RollEntry } from '../../../server/features/room/roll-call.ts';

function entry(id: string, kind: RollEntry['kind'] = 'unit'): RollEntry {
  return { kind, id, name: id, unitId: id, mark: null };
}

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
