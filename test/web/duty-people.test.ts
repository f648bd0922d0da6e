import { expect, test } from 'vitest';
import type { Person } from '../../server/contract/people.ts';
import * as permissions from '../../server/permissions.ts';
import { dutyRoles, fitForDuty } from '../../web/pages/roster/duty-people.ts';

const person = (
  id: string,
  role: Person['roles'][number]['role'],
  unitId: string,
  part: Partial<Person> = {},
): Person => ({
  id,
  username: id,
  name: id,
  phone: '',
  unitId,
  roles: [{ id: 'r', role, unitId, until: null }],
  state: 'active',
  expiresAt: null,
  hasSecondFactor: false,
  lastSignInAt: null,
  linkUsed: null,
  ...part,
});

test('the page knows the duty roles of the hub', () => {
  expect([...dutyRoles].sort()).toEqual([...permissions.dutyRoles].sort());
});

test('fit for duty is who has a duty role there or above', () => {
  const people = [
    person('above', 'duty-officer', 'county'),
    person('there', 'village-official', 'village'),
    person('elsewhere', 'duty-officer', 'other'),
    person('technician', 'technician', 'village'),
    person('gone', 'duty-officer', 'village', { state: 'disabled' }),
    person('over', 'duty-officer', 'village', {
      roles: [{ id: 'r', role: 'duty-officer', unitId: 'village', until: 50 }],
    }),
  ];
  expect(fitForDuty(people, ['county', 'village'], 100).map(({ id }) => id)).toEqual(['above', 'there']);
});
