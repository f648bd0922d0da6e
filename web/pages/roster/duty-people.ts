import type { Person, Role } from '../../../server/contract/people.ts';
import { call } from '../../api/client.ts';

/** Roles that may be on the roster (server/permissions.ts; test/web/duty-people.test.ts holds the two together). */
export const dutyRoles: readonly Role[] = ['commander', 'duty-officer', 'town-official', 'village-official'];

/** As many as the hub tells at once. */
const LIMIT = 1_000;

/** All who hold a duty role somewhere in the reader's area, each once. @throws HubError */
export async function readDutyPeople(signal: AbortSignal): Promise<Person[]> {
  const lists = await Promise.all(
    dutyRoles.map((role) => call('person.list', { query: { role, limit: LIMIT }, signal })),
  );
  const people = new Map(lists.flatMap((list) => list.people).map((person) => [person.id, person]));
  return [...people.values()];
}

/**
 * Who may be on duty in a unit: with a duty role there or above, and an account that works.
 * @param path units from the root to it
 */
export function fitForDuty(people: readonly Person[], path: readonly string[], now: number): Person[] {
  return people.filter(
    ({ state, roles }) =>
      (state === 'active' || state === 'invited') &&
      roles.some(
        ({ role, unitId, until }) =>
          dutyRoles.includes(role) && path.includes(unitId) && (until === null || until > now),
      ),
  );
}
