import { expect, test } from 'vitest';
import { routes } from '../server/contract/http.ts';
import { notifications, requests } from '../server/contract/ws.ts';
import {
  CEILING,
  TOP_LEVEL,
  countLines,
  foldersWithoutReadme,
  hasEmptyName,
  isCode,
  spread,
} from './architecture/house.ts';
import { checkImport, findCycles, importsOf } from './architecture/imports.ts';
import { fieldsOf, findRefused, isRefused } from './architecture/refusals.ts';
import { isSource, listFiles, read } from './architecture/tree.ts';

const paths = listFiles();
const sources = paths.filter(isSource).map(read);
const imports = sources.flatMap(importsOf);

test('every import goes where it may', () => {
  expect(imports.map(checkImport).filter((problem) => problem !== null)).toEqual([]);
});

test('no circle among the imports', () => {
  expect(findCycles(imports)).toEqual([]);
});

test('the top level is what the plan says', () => {
  const top = new Set(paths.map((path) => path.split('/')[0]));
  expect([...top].filter((name) => name !== undefined && !TOP_LEVEL.includes(name))).toEqual([]);
  expect(TOP_LEVEL.filter((name) => !top.has(name))).toEqual([]);
});

test('files are short', () => {
  const sizes = paths
    .map(read)
    .filter(isCode)
    .map(({ path, text }) => ({ path, lines: countLines(text) }));
  expect(sizes.filter(({ lines }) => lines > CEILING)).toEqual([]);
  const { median, small } = spread(sizes.map(({ lines }) => lines));
  expect(median).toBeLessThan(100);
  expect(small).toBeGreaterThanOrEqual(0.95);
});

test('every folder says what it is for', () => {
  expect(foldersWithoutReadme(paths)).toEqual([]);
});

test('no file or folder has an empty name', () => {
  expect(paths.filter(hasEmptyName)).toEqual([]);
});

test('every route and every request names a permission', () => {
  const permissions = Object.entries({ ...routes, ...requests }).map(([name, { permission }]) => [name, permission]);
  expect(permissions.filter(([, permission]) => !/^(public|[a-z]+\.[a-zA-Z]+)$/.test(permission ?? ''))).toEqual([]);
  expect(permissions.length).toBe(Object.keys(routes).length + Object.keys(requests).length);
});

test('nothing is built that we refuse to build', () => {
  // The tests name what is refused, to refuse it.
  const ours = sources.filter(({ path }) => !path.startsWith('test/'));
  expect(ours.flatMap(findRefused)).toEqual([]);
  expect(paths.filter(isRefused)).toEqual([]);
  expect(fieldsOf({ routes, requests, notifications }).filter(isRefused)).toEqual([]);
});
