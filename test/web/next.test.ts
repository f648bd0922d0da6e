import { expect, test } from 'vitest';
import { safeNext } from '../../web/api/next.ts';

const origin = 'https://hub.example';

test('a path of this site is followed', () => {
  expect(safeNext('/cameras', origin)).toBe('/cameras');
  expect(safeNext('/live?layout=1&tiles=a,b#x', origin)).toBe('/live?layout=1&tiles=a,b#x');
});

test.each([
  null,
  '',
  'cameras',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
])('%j is not', (next) => expect(safeNext(next, origin)).toBe('/'));

test('a path that only looks like another host stays on this site', () => {
  expect(safeNext('/https://evil.example', origin)).toBe('/https://evil.example');
});
