import { expect, test } from 'vitest';
import { actionKey, knownActions } from '../../web/pages/record/known-actions.ts';
import { readBefore, readSearch, writeSearch, type Search } from '../../web/pages/record/query.ts';
import zh from '../../web/i18n/zh.json' with { type: 'json' };

test('a search survives the address', () => {
  const search: Search = {
    username: '王 & 李',
    targetId: 'c-1',
    action: 'camera.watch',
    unitId: 'town',
    outcome: 'refused',
    purpose: 'incident',
    from: new Date(2026, 10, 1, 8, 30).getTime(),
    to: new Date(2026, 10, 2).getTime(),
  };
  expect(readSearch(new URLSearchParams(writeSearch(search).toString()))).toEqual(search);
});

test('what makes no sense is left out', () => {
  const params = new URLSearchParams('outcome=maybe&purpose=curiosity&from=yesterday&username=%20&before=-3');
  expect(readSearch(params)).toEqual({});
  expect(readBefore(params)).toBeUndefined();
  expect(readBefore(new URLSearchParams('before=12'))).toBe(12);
  expect([...writeSearch({ username: ' ' }).keys()]).toEqual([]);
});

test('every known act has a name; another has none', () => {
  for (const action of knownActions) expect(Object.keys(zh.record.action)).toContain(actionKey(action));
  expect(Object.keys(zh.record.action)).toHaveLength(knownActions.length);
  expect(actionKey('camera.dream')).toBeNull();
});
