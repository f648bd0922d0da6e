import type { Services } from '../../server/app.ts';
import type { OrgUnit, UnitKind } from '../../server/contract/org.ts';
import type { Role } from '../../server/contract/people.ts';
import { newId } from '../../server/id.ts';
import type { SignedIn } from '../../server/permissions.ts';

/** Of the shifts, ms. */
const SHIFT = 12 * 3_600_000;
/** The account of whoever tries the demo. */
export const NEWCOMER = 'zhiban';

/** What the contact of a unit is in the demo: roles that need a second factor are given only to who has set up an account. */
const CONTACTS: Readonly<Record<UnitKind, Role>> = {
  county: 'inspector',
  town: 'town-official',
  village: 'village-official',
  community: 'village-official',
  'command-centre': 'police-liaison',
  'police-station': 'police-liaison',
};

/** The demo itself, as it stands in the record; it holds no account. */
export function demoActor(role: Role, unitId: string): SignedIn {
  const roles = [{ id: newId(), role, unitId, until: null }];
  const user = { id: newId(), username: 'demo', name: '演示', unitId, roles, mustEnrol: false, guestOf: null };
  return { user, address: '127.0.0.1' };
}

interface Account {
  username: string;
  name: string;
  phone: string;
  role: Role;
  unitId: string;
}

/** Everybody of the demo, in the order in which they come on duty. */
function accountsOf(units: readonly OrgUnit[], root: OrgUnit): Account[] {
  const county = (username: string, name: string, role: Role): Account => {
    return { username, name, phone: '', role, unitId: root.id };
  };
  const contacts = units.map(({ id, kind, contactName, contactPhone }, index) => {
    const username = `${kind}-${index + 1}`;
    return { username, name: contactName, phone: contactPhone, role: CONTACTS[kind], unitId: id };
  });
  return [
    county(NEWCOMER, '值班员', 'duty-officer'),
    county('zhiban-2', '林晚', 'duty-officer'),
    county('zhiban-3', '苏晨', 'duty-officer'),
    county('jishu', '程远', 'technician'),
    ...contacts,
  ];
}

/**
 * People for all units, and who is on duty today: what is there already stays.
 * @returns token with which the newcomer sets a password; null: that was done before
 */
export async function addPeople(
  { people, roles, roster }: Services,
  units: readonly OrgUnit[],
): Promise<string | null> {
  const root = units.find(({ parentId }) => parentId === null);
  if (root === undefined) throw new Error('the tree has no root');
  const system = demoActor('system-administrator', root.id);
  const security = demoActor('security-administrator', root.id);
  const known = await people.list(system, { limit: 1000 });
  const ids = new Map(known.people.map(({ username, id }) => [username, id]));
  const tokens = new Map<string, string>();
  const accounts = accountsOf(units, root);
  for (const { username, name, phone, role, unitId } of accounts) {
    if (ids.has(username)) continue;
    const { person, invitation } = await people.create(system, { username, name, phone, unitId, expiresAt: null });
    await roles.assign(security, person.id, { role, unitId, until: null });
    ids.set(username, person.id);
    tokens.set(username, invitation.token);
  }
  await addShifts({ roster }, accounts, ids, root.id);
  const newcomer = known.people.find(({ username }) => username === NEWCOMER);
  if (newcomer === undefined) return tokens.get(NEWCOMER) ?? null;
  return newcomer.state === 'invited' ? (await people.invite(system, newcomer.id)).token : null;
}

/** Duty officers of the county one after the other, the officials of the towns all at once. */
async function addShifts(
  { roster }: Pick<Services, 'roster'>,
  accounts: readonly Account[],
  ids: ReadonlyMap<string, string>,
  rootId: string,
): Promise<void> {
  const commander = demoActor('commander', rootId);
  const now = Date.now();
  const planned = await roster.list(commander, { from: now, to: now + 3 * SHIFT });
  const busy = new Set(planned.filter(({ endedAt }) => endedAt === null).map(({ userId }) => userId));
  let startsAt = now;
  for (const { username, role, unitId } of accounts) {
    const userId = ids.get(username);
    if (userId === undefined || (role !== 'duty-officer' && role !== 'town-official')) continue;
    const start = role === 'duty-officer' ? startsAt : now;
    if (role === 'duty-officer') startsAt += SHIFT;
    if (!busy.has(userId)) await roster.add(commander, { unitId, userId, startsAt: start, endsAt: start + SHIFT });
  }
}
