import type { Bus } from '../../cluster/ports.ts';
import type { OrgUnit, OrgUnitCreate, OrgUnitUpdate, Site, UnitChange } from '../../contract/org.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import type { Repositories, Store } from '../../store/store.ts';
import { inTreeOrder } from '../../tree-order.ts';
import { holdsOf, refuseGain, refuseRoles } from './gain.ts';
import { changesOf, creationOf, moveOf } from './history.ts';
import { tidy } from './tidy.ts';

/** The tree of units. Each change, its line of history and its audit event are one transaction. */
export class OrgService {
  readonly #store: Store;
  readonly #bus: Bus;

  constructor(parts: { store: Store; bus: Bus }) {
    this.#store = parts.store;
    this.#bus = parts.bus;
  }

  /** The whole tree, with retired units, parents before their children. */
  list(): Promise<{ units: OrgUnit[]; sites: Site[] }> {
    return this.#store.transaction(async ({ orgUnits, sites }) => ({
      units: inTreeOrder(await orgUnits.list()),
      sites: await sites.list(),
    }));
  }

  /** @throws HubError `org.unknown` */
  async history(id: string): Promise<UnitChange[]> {
    if ((await this.#store.orgUnits.find(id)) === null) throw new HubError('org.unknown');
    return this.#store.orgUnits.history(id);
  }

  /** @throws HubError `org.unknown`, `org.retired` of the parent, `org.name`, `org.code` */
  async create(actor: SignedIn, { parentId, ...facts }: OrgUnitCreate): Promise<OrgUnit> {
    const unit = await this.#change(actor, 'org.create', parentId, async (repositories) => {
      const { orgUnits } = repositories;
      await findWritable(actor, orgUnits, parentId);
      const at = Date.now();
      const beginning = { state: 'planned', mergedInto: null, createdAt: at, updatedAt: at } as const;
      const unit: OrgUnit = { ...tidy(facts), id: newId(), parentId, ...beginning };
      await checkUnique(orgUnits, unit);
      await orgUnits.add(unit);
      await orgUnits.addHistory(creationOf(unit, { username: actor.user.username, at }));
      await record(repositories, actor, 'org.create', unit, { name: unit.name, kind: unit.kind });
      return unit;
    });
    this.#bus.publish('org.changed', {});
    return unit;
  }

  /** @throws HubError `org.unknown`, `org.retired`, `org.root`, `org.cycle`, `org.name`, `org.code`, `org.gain` */
  async update(actor: SignedIn, id: string, change: OrgUnitUpdate): Promise<OrgUnit> {
    const { before, after } = await this.#change(actor, 'org.update', id, async (repositories) => {
      const { orgUnits } = repositories;
      const before = await findWritable(actor, orgUnits, id);
      const after: OrgUnit = { ...before, ...tidy(change), id, updatedAt: Date.now() };
      if (before.parentId !== after.parentId) await checkMove(actor, repositories, before, after.parentId);
      await checkUnique(orgUnits, after);
      await orgUnits.save(after);
      const names = new Map((await orgUnits.list()).map((unit) => [unit.id, unit.name]));
      const nameOf = (unitId: string): string => names.get(unitId) ?? '';
      const lines = changesOf(before, after, { username: actor.user.username, at: after.updatedAt, nameOf });
      await orgUnits.addHistory(...lines);
      const acts = lines.map(({ act }) => act).join(' ');
      const detail = { name: after.name, acts, ...moveOf(before, after) };
      await record(repositories, actor, 'org.update', after, detail);
      return { before, after };
    });
    this.#bus.publish('org.changed', {});
    if (before.parentId !== after.parentId) this.#bus.publish('place.changed', {});
    return after;
  }

  /**
   * All that the unit has goes to the other, and it is retired. Leave that was given for it ends.
   * @throws HubError as {@link update}, and `org.roles`
   */
  async merge(actor: SignedIn, id: string, into: string): Promise<OrgUnit> {
    const { retired, people, path } = await this.#change(actor, 'org.merge', id, async (repositories) => {
      const { orgUnits } = repositories;
      const unit = await findWritable(actor, orgUnits, id);
      const target = await findWritable(actor, orgUnits, into);
      if (unit.parentId === null) throw new HubError('org.root');
      const path = await orgUnits.path(into);
      await checkMerge(actor, repositories, id, path);
      const taken = new Set((await orgUnits.children(into)).map(({ name }) => name));
      const twin = (await orgUnits.children(id)).find(({ name }) => taken.has(name));
      if (twin !== undefined) throw new HubError('org.name', { name: twin.name });
      const losers = await endLeaves(repositories, actor, id);
      const people = new Set([...losers, ...(await orgUnits.moveAll(id, into))]);
      const at = Date.now();
      const retired: OrgUnit = { ...unit, state: 'retired', mergedInto: into, updatedAt: at };
      await orgUnits.save(retired);
      const line = {
        at,
        username: actor.user.username,
        act: 'merged' as const,
        before: unit.name,
        after: target.name,
      };
      await orgUnits.addHistory({ ...line, unitId: id }, { ...line, unitId: into });
      await record(repositories, actor, 'org.merge', unit, {
        ...{ name: unit.name, into, intoName: target.name },
        ...{ parentFrom: unit.parentId, parentInto: target.parentId ?? '' },
      });
      return { retired, people, path };
    });
    this.#bus.publish('org.changed', {});
    this.#bus.publish('place.changed', {});
    for (const userId of people) {
      this.#bus.publish('user.changed', { userId });
      this.#bus.publish('grant.changed', { userId, path });
    }
    return retired;
  }

  /** @throws HubError `org.unknown`, `org.retired`, `org.root`, `org.not-empty` */
  async retire(actor: SignedIn, id: string): Promise<OrgUnit> {
    const retired = await this.#change(actor, 'org.retire', id, async (repositories) => {
      const { orgUnits } = repositories;
      const unit = await findWritable(actor, orgUnits, id);
      if (unit.parentId === null) throw new HubError('org.root');
      if (!(await orgUnits.isEmpty(id))) throw new HubError('org.not-empty');
      const at = Date.now();
      const retired: OrgUnit = { ...unit, state: 'retired', updatedAt: at };
      await orgUnits.save(retired);
      const { username } = actor.user;
      await orgUnits.addHistory({ unitId: id, at, username, act: 'retired', before: unit.name, after: '' });
      await record(repositories, actor, 'org.retire', unit, { name: unit.name });
      return retired;
    });
    this.#bus.publish('org.changed', {});
    return retired;
  }

  #change<T>(
    actor: SignedIn,
    action: string,
    unitId: string,
    work: (repositories: Repositories) => Promise<T>,
  ): Promise<T> {
    const target = { kind: 'unit', id: unitId };
    return recordRefusal(this.#store, actor, { action, target, unitId }, () => this.#store.transaction(work));
  }
}

/** A unit that the actor may change. */
async function findWritable(actor: SignedIn, orgUnits: OrgUnits, id: string): Promise<OrgUnit> {
  const unit = await orgUnits.find(id);
  if (unit === null) throw new HubError('org.unknown');
  authorise(actor, 'org.write', { path: await orgUnits.path(id) });
  if (unit.state === 'retired') throw new HubError('org.retired');
  return unit;
}

async function checkMove(
  actor: SignedIn,
  repositories: Repositories,
  unit: OrgUnit,
  parentId: string | null,
): Promise<void> {
  const { orgUnits } = repositories;
  if (unit.parentId === null || parentId === null) throw new HubError('org.root');
  await findWritable(actor, orgUnits, parentId);
  const path = await orgUnits.path(parentId);
  if (path.includes(unit.id)) throw new HubError('org.cycle');
  refuseGain(await holdsOf(repositories, actor), await orgUnits.path(unit.id), path);
}

/** @param path of the unit that all goes to */
async function checkMerge(actor: SignedIn, repositories: Repositories, id: string, path: string[]): Promise<void> {
  if (path.includes(id)) throw new HubError('org.cycle');
  // Who belongs to a unit sees its views: that of the actor does not grow, either.
  if (actor.user.unitId === id) throw new HubError('org.gain');
  refuseGain(await holdsOf(repositories, actor), await repositories.orgUnits.path(id), path);
  await refuseRoles(repositories, actor, id, path);
}

/** Leave to see one unit is no leave to see more. @returns ids of those who lose it */
async function endLeaves({ grants, auditEvents }: Repositories, { user, address }: SignedIn, unitId: string) {
  const users: string[] = [];
  for (const id of await grants.revokeIn(unitId, user.username)) {
    const { userId, name: person, source, purpose } = await grants.get(id);
    const event = { user, address, action: 'grant.revoke', target: { kind: 'grant', id }, unitId, purpose };
    await auditEvents.add({ ...event, outcome: 'done', detail: { person, source, reason: 'org.merge' } });
    users.push(userId);
  }
  return users;
}

/** Siblings have different names, and a division code is used once. */
async function checkUnique(orgUnits: OrgUnits, { id, parentId, name, civilCode }: OrgUnit): Promise<void> {
  const siblings = parentId === null ? [] : await orgUnits.children(parentId);
  if (siblings.some((other) => other.id !== id && other.name === name)) throw new HubError('org.name', { name });
  const holder = civilCode === '' ? null : await orgUnits.findByCode(civilCode);
  if (holder !== null && holder.id !== id) throw new HubError('org.code', { code: civilCode });
}

async function record(
  { auditEvents }: Repositories,
  { user, address }: SignedIn,
  action: string,
  { id }: OrgUnit,
  detail: Record<string, string>,
): Promise<void> {
  const target = { kind: 'unit', id };
  await auditEvents.add({ user, address, action, target, unitId: id, outcome: 'done', detail });
}
