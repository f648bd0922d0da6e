import { expect, test } from 'vitest';
import { countLines, foldersWithoutReadme, hasEmptyName, isCode, spread } from './house.ts';

test('lines are counted as an editor does', () => {
  expect(countLines('one\ntwo\n')).toBe(2);
  expect(countLines('one\ntwo')).toBe(2);
});

test('code is told by its ending, or by its first line', () => {
  expect(isCode({ path: 'scripts/start', text: '#!/usr/bin/env bash\n' })).toBe(true);
  expect(isCode({ path: 'web/app.tsx', text: '' })).toBe(true);
  expect(isCode({ path: 'package-lock.json', text: '' })).toBe(false);
});

test('a folder without README is found, also where it only holds folders', () => {
  const paths = ['README.md', 'server/ws/socket.ts', 'server/ws/README.md', 'test/server/ws/socket.test.ts'];
  expect(foldersWithoutReadme(paths)).toEqual(['server', 'test', 'test/server']);
});

test('empty names are found as whole words only', () => {
  const bad = ['server/utils.ts', 'web/helpers/x.ts', 'media/common/a.ts', 'server/camera-manager.ts', 'web/util.ts'];
  expect(bad.filter((path) => !hasEmptyName(path))).toEqual([]);
  expect(['server/store/commonplace.ts', 'web/pages/utility-poles.tsx'].filter(hasEmptyName)).toEqual([]);
});

test('median and share of small files', () => {
  expect(spread([10, 20, 30, 350])).toEqual({ median: 30, small: 0.75 });
});
