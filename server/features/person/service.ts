import { randomBytes } from 'node:crypto';
import type { Bus } from '../../cluster/ports.ts';
import type { Invitation, PeopleQuery, Person, PersonCreate, PersonUpdate } from '../../contract/people.ts';
import { HubError } from '../../errors.ts';
import { authorise, scopeOf, type SignedIn } from '../../permissions.ts';
import type { Repositories, Store } from '../../store/store.ts';
import { type Act, perform } from './acts.ts';
import { isProtected, keepAdministrators } from './administrators.ts';

/** How long a one-time link is good, ms: 7 days. */
const LINK_LIFE = 7 * 86_400_000;
const DEFAULT_LIMIT = 100;

/** People and their accounts. */
export class PersonService {
  readonly #store: Store;
  readonly #bus: Bus;

  constructor({ store, bus }: { store: Store; bus: Bus }) {
    this.#store = store;
    this.#bus = bus;
  }

  /** Those who belong to the units that the actor may see people of. */
  async list(
    actor: SignedIn,
    { text, unitId, role, offset = 0, limit = DEFAULT_LIMIT }: PeopleQuery,
  ): Promise<{ people: Person[]; total: number }> {
    const { orgUnits, people } = this.#store;
    const scope = await orgUnits.below(scopeOf(actor, 'person.read'));
    const asked = unitId === undefined ? null : new Set(await orgUnits.below([unitId]));
    const unitIds = asked === null ? scope : scope.filter((id) => asked.has(id));
    return people.list({ unitIds, text, role }, { offset, limit });
  }

  /**
   * A new account, with the link by which its owner sets the password.
   * @throws HubError `person.taken`, `org.unknown`, `org.retired`, `permission.denied`
   */
  async create(actor: SignedIn, create: PersonCreate): Promise<{ person: Person; invitation: Invitation }> {
    const act: Act = {
      action: 'person.create',
      targetId: '',
      unitId: create.unitId,
      detail: { username: create.username },
    };
    return perform(this.#store, actor, act, async (repositories) => {
      const { users, people } = repositories;
      await authoriseUnit(repositories, actor, create.unitId);
      if (await users.isTaken(create.username)) throw new HubError('person.taken');
      act.targetId = await users.add({ ...create, passwordHash: '' });
      const invitation = await inviteUser(repositories, act.targetId);
      return { person: await known(people, act.targetId), invitation };
    });
  }

  /**
   * Changes what is given; disabling ends sessions and pictures.
   * @throws HubError `person.unknown`, `person.self`, `role.last`, `org.unknown`, `org.retired`, `permission.denied`
   */
  async update(actor: SignedIn, id: string, update: PersonUpdate): Promise<Person> {
    const act: Act = { action: 'person.update', targetId: id, detail: detailOf(update) };
    const { person, ended } = await perform(this.#store, actor, act, async (repositories) => {
      const { users, people, sessions } = repositories;
      const before = await known(people, id);
      act.unitId = before.unitId;
      await authorisePerson(repositories, actor, before);
      if (update.unitId !== undefined) await authoriseUnit(repositories, actor, update.unitId);
      const ends = update.disabled === true || typeof update.expiresAt === 'number';
      // Who belongs to a unit reads who looked there.
      const moves = update.unitId !== undefined && update.unitId !== before.unitId;
      if ((ends || moves) && id === actor.user.id) throw new HubError('person.self');
      await keepAdministrators(repositories, () => users.update(id, update));
      const person = await known(people, id);
      const out = person.state === 'disabled' || person.state === 'expired';
      return { person, ended: out ? await sessions.removeOf(id) : [] };
    });
    this.#tell(id, ended);
    return person;
  }

  /**
   * A new link. Password, second factor and sessions are gone, so that who is invited is the only one who has them.
   * Whoever gets the link can be that person: so first the security administrator takes away what needs a second factor.
   * @throws HubError `person.unknown`, `person.self`, `person.administrator`, `role.last`, `permission.denied`
   */
  async invite(actor: SignedIn, id: string): Promise<Invitation> {
    const act: Act = { action: 'person.invite', targetId: id, detail: {} };
    const { invitation, ended } = await perform(this.#store, actor, act, async (repositories) => {
      const { users, people, secondFactors, sessions } = repositories;
      const person = await known(people, id);
      act.unitId = person.unitId;
      await authorisePerson(repositories, actor, person);
      if (id === actor.user.id) throw new HubError('person.self');
      if (person.roles.some(({ role }) => isProtected(role))) throw new HubError('person.administrator');
      await keepAdministrators(repositories, () => users.setPassword(id, ''));
      await secondFactors.remove(id);
      return { invitation: await inviteUser(repositories, id), ended: await sessions.removeOf(id) };
    });
    this.#tell(id, ended);
    return invitation;
  }

  #tell(userId: string, endedSessions: readonly string[]): void {
    for (const sessionId of endedSessions) this.#bus.publish('session.ended', { sessionId });
    this.#bus.publish('user.changed', { userId });
  }
}

/** @throws HubError `person.unknown` */
export async function known(people: Repositories['people'], id: string): Promise<Person> {
  const person = await people.find(id);
  if (person === null) throw new HubError('person.unknown');
  return person;
}

async function inviteUser({ invitations }: Repositories, userId: string): Promise<Invitation> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = Date.now() + LINK_LIFE;
  await invitations.replace(token, { userId }, expiresAt);
  return { token, expiresAt };
}

/** A unit that somebody can belong to. */
async function authoriseUnit({ orgUnits }: Repositories, actor: SignedIn, unitId: string): Promise<void> {
  const unit = await orgUnits.find(unitId);
  if (unit === null) throw new HubError('org.unknown');
  authorise(actor, 'person.write', { path: await orgUnits.path(unitId) });
  if (unit.state === 'retired') throw new HubError('org.retired');
}

/** Where the person belongs, and wherever the person holds a role: what is done to the account is done to all of them. */
async function authorisePerson({ orgUnits }: Repositories, actor: SignedIn, person: Person): Promise<void> {
  for (const unitId of new Set([person.unitId, ...person.roles.map((role) => role.unitId)])) {
    authorise(actor, 'person.write', { path: await orgUnits.path(unitId) });
  }
}

function detailOf({ name, phone, unitId, expiresAt, disabled }: PersonUpdate): Act['detail'] {
  return {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(unitId !== undefined && { unitId }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(disabled !== undefined && { disabled }),
  };
}
