import type { Bus } from '../../cluster/ports.ts';
import { type Person, type RoleAssign, secondFactorRoles } from '../../contract/people.ts';
import { HubError } from '../../errors.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import type { Store } from '../../store/store.ts';
import { type Act, perform } from './acts.ts';
import { checkSeparation, isAdministrator, keepAdministrators } from './administrators.ts';
import { known } from './service.ts';

/** Who is what, where: given and taken away by somebody else. */
export class RoleService {
  readonly #store: Store;
  readonly #bus: Bus;

  constructor({ store, bus }: { store: Store; bus: Bus }) {
    this.#store = store;
    this.#bus = bus;
  }

  /**
   * Gives a role in a unit and below.
   * @throws HubError `person.unknown`, `person.self`, `role.administrators`, `role.invited`, `role.until`, `role.past`, `role.screen`,
   *   `role.taken`, `org.unknown`, `org.retired`, `permission.denied`
   */
  async assign(actor: SignedIn, userId: string, { role, unitId, until }: RoleAssign): Promise<Person> {
    const act: Act = { action: 'role.assign', targetId: userId, unitId, detail: { role, until } };
    const person = await perform(this.#store, actor, act, async ({ users, people, orgUnits, invitations }) => {
      const { state, linkUsed } = await known(people, userId);
      // Who decides saw this: it tells later whether the link may have been used by who made it.
      act.detail = { ...act.detail, linkUsedAt: linkUsed?.at ?? null, linkUsedFrom: linkUsed?.address ?? null };
      const unit = await orgUnits.find(unitId);
      if (unit === null) throw new HubError('org.unknown');
      authorise(actor, 'role.assign', { path: await orgUnits.path(unitId) });
      if (unit.state === 'retired') throw new HubError('org.retired');
      if (userId === actor.user.id) throw new HubError('person.self');
      if (role === 'site-screen') throw new HubError('role.screen');
      if (role === 'contractor' && until === null) throw new HubError('role.until');
      if (until !== null && until <= Date.now()) throw new HubError('role.past');
      await users.removeEndedRoles(userId);
      const held = await users.roles(userId);
      if (held.some((other) => other.role === role && other.unitId === unitId)) throw new HubError('role.taken');
      checkSeparation(held, role);
      // Whoever made the account has its link, and could be both.
      if (secondFactorRoles.includes(role) && state === 'invited') throw new HubError('role.invited');
      if (isAdministrator(role)) await invitations.removeForRole(role);
      await users.addRole(userId, role, unitId, until);
      return known(people, userId);
    });
    this.#bus.publish('user.changed', { userId });
    return person;
  }

  /** @throws HubError `role.unknown`, `person.self`, `role.last`, `permission.denied` */
  async remove(actor: SignedIn, assignmentId: string): Promise<Person> {
    const act: Act = { action: 'role.remove', targetId: assignmentId, detail: {} };
    const person = await perform(this.#store, actor, act, async (repositories) => {
      const { users, people, orgUnits } = repositories;
      const assignment = await users.findRole(assignmentId);
      if (assignment === null) throw new HubError('role.unknown');
      const { userId, role, unitId } = assignment;
      Object.assign(act, { targetId: userId, unitId, detail: { role } });
      authorise(actor, 'role.assign', { path: await orgUnits.path(unitId) });
      if (userId === actor.user.id) throw new HubError('person.self');
      await keepAdministrators(repositories, () => users.removeRole(assignmentId));
      return known(people, userId);
    });
    this.#bus.publish('user.changed', { userId: person.id });
    return person;
  }
}
