import { expect, test } from 'vitest';
import { Purpose } from '../../server/contract/grant.ts';
import type { User } from '../../server/contract/session.ts';
import { purposes } from '../../server/permissions.ts';
import { allPurposes, answers, offers } from '../../web/rights/purposes.ts';

const user = (role: User['roles'][number]['role'], unitId: string): User => ({
  id: 'u',
  username: 'wang',
  name: '王',
  unitId,
  roles: [{ id: 'r', role, unitId, until: null }],
  mustEnrol: false,
  guestOf: null,
});

test('the page offers what the hub permits', () => {
  const sorted = (table: typeof offers) =>
    Object.fromEntries(
      Object.entries(table).map(([role, { own, asked }]) => [role, { own: [...own].sort(), asked: [...asked].sort() }]),
    );
  expect(sorted(offers)).toEqual(sorted(purposes));
  expect([...allPurposes].sort()).toEqual([...Purpose.enum].sort());
});

test('in the own area at once, elsewhere after an approval, otherwise not at all', () => {
  const officer = user('duty-officer', 'town');
  expect(answers(officer, ['county', 'town']).get('incident')).toBe('now');
  expect(answers(officer, ['county', 'town']).get('training')).toBe('later');
  expect(answers(officer, ['county', 'other']).get('incident')).toBe('later');
  expect(answers(officer, ['county', 'town']).has('maintenance')).toBe(false);
  expect(answers(user('inspector', 'county'), ['county']).size).toBe(0);
});
