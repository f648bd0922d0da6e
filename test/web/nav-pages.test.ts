import { expect, test } from 'vitest';
import { homeOf, permits, permittedPages } from '../../web/components/nav-pages.ts';
import { mayBy, type May } from '../../web/hooks/use-rights.ts';

const user =
  (rights: Record<string, string[]>): May =>
  (action, path) =>
    mayBy(rights, action, path);
const auditor = user({ 'session.own': [], 'org.read': [], 'record.views': [], 'record.search': ['county'] });
const viewer = user({ 'camera.watch': ['town'], 'camera.list': ['town'], 'grant.request': ['town'] });
const nobody = user({ 'session.own': [] });

test('a user is offered the pages of the roles, and begins with the first', () => {
  expect(permittedPages(auditor).map(({ name }) => name)).toEqual(['organisation', 'record']);
  expect(homeOf(auditor)).toBe('/organisation');
  expect(permittedPages(viewer).map(({ name }) => name)).toEqual(['live', 'cameras', 'map', 'approvals']);
  expect(homeOf(viewer)).toBe('/live');
});

test('whoever may do nothing has an account of their own', () => {
  expect(permittedPages(nobody)).toEqual([]);
  expect(homeOf(nobody)).toBe('/account');
});

test("others' pages are not opened; those outside of the header are everybody's", () => {
  expect(permits(auditor, '/record')).toBe(true);
  expect(permits(auditor, '/live')).toBe(false);
  expect(permits(viewer, '/cameras/some-id')).toBe(true);
  expect(permits(auditor, '/cameras/some-id')).toBe(false);
  expect(permits(nobody, '/account')).toBe(true);
  expect(permits(nobody, '/no-such-page')).toBe(true);
});
