import { expect, test } from 'vitest';
import { mayBy } from '../../web/hooks/use-rights.ts';

const rights = { 'session.own': [], 'person.read': ['town'], 'grant.decide': ['town', 'village'] };

test('what the hub did not name is not offered', () => {
  expect(mayBy(rights, 'org.write')).toBe(false);
  expect(mayBy(rights, 'org.write', ['county'])).toBe(false);
  expect(mayBy({}, 'session.own')).toBe(false);
});

test('a right holds in its units and below', () => {
  expect(mayBy(rights, 'person.read')).toBe(true);
  expect(mayBy(rights, 'person.read', ['county', 'town', 'village'])).toBe(true);
  expect(mayBy(rights, 'person.read', ['county', 'other'])).toBe(false);
});

test("everybody's rights hold everywhere", () => {
  expect(mayBy(rights, 'session.own', ['county'])).toBe(true);
});
