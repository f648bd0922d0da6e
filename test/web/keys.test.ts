import { expect, test } from 'vitest';
import { wallAct, type Focus, type Key } from '../../web/pages/live/keys.ts';

const press = (key: string, focus: Focus = 'wall', with_: Partial<Key> = {}) =>
  wallAct({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...with_ }, focus);

test('keys do what the help says', () => {
  expect(press('4')).toEqual({ act: 'digit', digit: '4' });
  expect(press('ArrowUp')).toEqual({ act: 'move', arrow: 'up' });
  expect(press('ArrowUp', 'wall', { shiftKey: true })).toEqual({ act: 'swap', arrow: 'up' });
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

test('a meeting beside the wall keeps its own keys', () => {
  for (const key of ['1', 'm', 'v', 'ArrowLeft', 'Delete', 'Enter']) expect(press(key, 'apart')).toBeNull();
});

test('what is typed is typed', () => {
  for (const key of ['1', '/', 'f', 'ArrowLeft', 'Delete']) expect(press(key, 'text')).toBeNull();
});

test('a list keeps the keys that it needs itself', () => {
  expect(press('ArrowDown', 'control')).toBeNull();
  expect(press('Delete', 'control')).toBeNull();
  expect(press('Enter', 'control')).toBeNull();
  expect(press('m', 'control')).toEqual({ act: 'sound' });
});

test("the browser's own keys stay the browser's", () => {
  expect(press('f', 'wall', { ctrlKey: true })).toBeNull();
  expect(press('F5')).toBeNull();
});

test('Enter shows one tile alone, and presses a button that has the focus', () => {
  expect(press('Enter')).toEqual({ act: 'maximise' });
  expect(press('Enter', 'button')).toBeNull();
  expect(press('ArrowUp', 'button')).toEqual({ act: 'move', arrow: 'up' });
});

test('Escape leads back to the wall from everywhere', () => {
  for (const focus of ['wall', 'control', 'button', 'text', 'apart'] as const) {
    expect(press('Escape', focus)).toEqual({ act: 'back' });
  }
});

test('names of what every object has are no keys', () => {
  expect(press('constructor')).toBeNull();
});
