import { expect, test } from 'vitest';
import { wallAct, type Focus } from '../../web/pages/live/keys.ts';

const press = (key: string, focus: Focus = 'wall', with_: { ctrlKey?: boolean } = {}) =>
  wallAct({ key, ctrlKey: false, altKey: false, metaKey: false, ...with_ }, focus);

test('keys do what the help says', () => {
  expect(press('1')).toEqual({ act: 'layout', layout: '1' });
  expect(press('4')).toEqual({ act: 'layout', layout: '4' });
  expect(press('ArrowUp')).toEqual({ act: 'move', arrow: 'up' });
  expect(['/', 'f', 'm', 'i', '?', 'Delete'].map((key) => press(key)?.act)).toEqual([
    'search',
    'fullscreen',
    'sound',
    'stats',
    'help',
    'clear',
  ]);
});

test('letters work with caps lock', () => {
  expect(press('F')).toEqual(press('f'));
});

test('what is typed is typed', () => {
  for (const key of ['1', '/', 'f', 'ArrowLeft', 'Delete']) expect(press(key, 'text')).toBeNull();
});

test('a list keeps the keys that it needs itself', () => {
  expect(press('ArrowDown', 'control')).toBeNull();
  expect(press('Delete', 'control')).toBeNull();
  expect(press('m', 'control')).toEqual({ act: 'sound' });
});

test("the browser's own keys stay the browser's", () => {
  expect(press('f', 'wall', { ctrlKey: true })).toBeNull();
  expect(press('F5')).toBeNull();
  expect(press('Enter')).toBeNull();
});
