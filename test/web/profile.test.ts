import { expect, test } from 'vitest';
import { roleFor, SUB_WIDTH, widthFor } from '../../web/media/profile.ts';

test('a new tile gets the stream of the contract', () => {
  expect(roleFor(SUB_WIDTH, null)).toBe('sub');
  expect(roleFor(SUB_WIDTH + 1, null)).toBe('main');
});

test('a tile that is dragged about the limit keeps its stream', () => {
  expect([600, 660, 704].map((width) => roleFor(width, 'sub'))).toEqual(['sub', 'sub', 'sub']);
  expect(roleFor(705, 'sub')).toBe('main');
  expect([680, 620, 576].map((width) => roleFor(width, 'main'))).toEqual(['main', 'main', 'main']);
  expect(roleFor(575, 'main')).toBe('sub');
});

test('the hub is told a width at which it chooses the same', () => {
  for (const width of [1, 300, 600, 640, 641, 690, 1920]) {
    expect(roleFor(widthFor('sub', width), null)).toBe('sub');
    expect(roleFor(widthFor('main', width), null)).toBe('main');
  }
  expect(widthFor('sub', 0)).toBe(1);
});
