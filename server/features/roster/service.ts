import type { Bus } from '../../cluster/ports.ts';
import { type Handover, LONGEST_SHIFT, type RosterQuery, type Shift, type ShiftCreate } from '../../contract/roster.ts';
import { HubError } from '../../errors.ts';
import { authorise, mayBeOnDuty, scopeOf, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Repositories, Store } from '../../store/store.ts';

/** The longest span of one question, ms: 62 days. */
const LONGEST_SPAN = 62 * 24 * 3_600_000;

/** Who is on duty where; a shift brings its duty grant, and takes it along when it ends. */
export class RosterService {
  readonly #store: Store;
  readonly #bus: Bus;

  constructor({ store, bus }: { store: Store; bus: Bus }) {
    this.#store = store;
    this.#bus = bus;
  }

  /** @throws HubError `roster.time`, `permission.denied` */
  async list(actor: SignedIn, { unitId, from, to }: RosterQuery): Promise<Shift[]> {
    if (from >= to || to - from > LONGEST_SPAN) throw wrongTime('时间范围最长 62 天', 'a span of at most 62 days');
    const { orgUnits, shifts } = this.#store;
    if (unitId !== undefined) authorise(actor, 'roster.read', { path: await orgUnits.path(unitId) });
    const above = unitId === undefined ? scopeOf(actor, 'roster.read') : [unitId];
    return shifts.list(await orgUnits.below(above), from, to);
  }

  /** Who is on duty at this moment. */
  async now(actor: SignedIn, now = Date.now()): Promise<Shift[]> {
    const { orgUnits, shifts } = this.#store;
    return shifts.list(await orgUnits.below(scopeOf(actor, 'roster.read')), now, now + 1);
  }

  /** @throws HubError `org.*`, `permission.denied`, `roster.*`, `person.unknown` */
  async add(actor: SignedIn, wanted: ShiftCreate, now = Date.now()): Promise<Shift> {
    const { unitId, userId } = wanted;
    const path = await this.#pathOf(unitId);
    const attempt = { action: 'roster.add', target: { kind: 'user', id: userId }, unitId };
    const shift = await recordRefusal(this.#store, actor, attempt, async () => {
      authorise(actor, 'roster.write', { path });
      if (userId === actor.user.id) throw new HubError('roster.self');
      checkTimes(wanted, now);
      return this.#store.transaction(async (repositories) => {
        const added = await begin(repositories, wanted, now);
        await write(repositories, actor, 'roster.add', added);
        return added;
      });
    });
    this.#tell(path, userId);
    return shift;
  }

  /** One that has begun ends now; a planned one is taken off. @throws HubError `roster.*`, `permission.denied` */
  async end(actor: SignedIn, id: string, now = Date.now()): Promise<void> {
    const shift = await this.#find(id);
    const path = await this.#pathOf(shift.unitId);
    const attempt = { action: 'roster.end', target: { kind: 'shift', id }, unitId: shift.unitId };
    await recordRefusal(this.#store, actor, attempt, async () => {
      authorise(actor, 'roster.write', { path });
      await this.#store.transaction(async (repositories) => {
        await finish(repositories, shift, '', now);
        await write(repositories, actor, 'roster.end', shift);
      });
    });
    this.#tell(path, shift.userId);
  }

  /**
   * Ends one's own running shift with a note; with `toUserId` that person is on duty from now to the planned end.
   * @throws HubError `roster.*`, `permission.denied`, `person.unknown`
   * @returns the shift that ended
   */
  async handOver(actor: SignedIn, id: string, { note, toUserId }: Handover, now = Date.now()): Promise<Shift> {
    const shift = await this.#find(id);
    const { unitId, startsAt, endsAt } = shift;
    const path = await this.#pathOf(unitId);
    const attempt = { action: 'roster.hand-over', target: { kind: 'shift', id }, unitId };
    const ended = await recordRefusal(this.#store, actor, attempt, async () => {
      authorise(actor, 'roster.own', { path });
      if (shift.userId !== actor.user.id) throw new HubError('permission.denied');
      if (toUserId === actor.user.id) throw new HubError('roster.self');
      if (startsAt > now) throw new HubError('roster.over');
      return this.#store.transaction(async (repositories) => {
        await finish(repositories, shift, note, now);
        await write(repositories, actor, 'roster.hand-over', shift);
        if (toUserId !== null) {
          const next = await begin(repositories, { unitId, userId: toUserId, startsAt: now, endsAt }, now);
          await write(repositories, actor, 'roster.add', next);
        }
        return { ...shift, endedAt: now, handoverNote: note };
      });
    });
    this.#tell(path, shift.userId);
    if (toUserId !== null) this.#tell(path, toUserId);
    return ended;
  }

  async #find(id: string): Promise<Shift> {
    const shift = await this.#store.shifts.find(id);
    if (shift === null) throw new HubError('roster.unknown');
    return shift;
  }

  async #pathOf(unitId: string): Promise<string[]> {
    const path = await this.#store.orgUnits.path(unitId);
    if (path.length === 0) throw new HubError('org.unknown');
    return path;
  }

  #tell(path: string[], userId: string): void {
    this.#bus.publish('roster.changed', { path });
    this.#bus.publish('grant.changed', { userId, path });
  }
}

function checkTimes({ startsAt, endsAt }: ShiftCreate, now: number): void {
  if (endsAt <= startsAt) throw wrongTime('结束须晚于开始', 'it must end after it begins');
  if (endsAt - startsAt > LONGEST_SHIFT) throw wrongTime('最长 24 小时', 'at most 24 hours');
  if (endsAt <= now) throw wrongTime('已经过去', 'it is over already');
}

/** The shift and its duty grant. @throws HubError `org.retired`, `person.unknown`, `roster.role`, `roster.overlap` */
async function begin(repositories: Repositories, wanted: ShiftCreate, now: number): Promise<Shift> {
  const { users, orgUnits, shifts, grants } = repositories;
  const { unitId, userId, startsAt, endsAt } = wanted;
  if ((await orgUnits.find(unitId))?.state === 'retired') throw new HubError('org.retired');
  const user = await users.find(userId, now);
  if (user === null) throw new HubError('person.unknown');
  if (!mayBeOnDuty(user, { path: await orgUnits.path(unitId) })) throw new HubError('roster.role');
  if (await shifts.touches(userId, startsAt, endsAt)) throw new HubError('roster.overlap');
  const id = await shifts.add(wanted);
  const duty = { purpose: 'duty-patrol', reason: '', source: 'duty', pending: false } as const;
  await grants.add({ ...duty, userId, unitId, shiftId: id, startsAt, endsAt }, now);
  const shift = await shifts.find(id);
  if (shift === null) throw new HubError('roster.unknown');
  return shift;
}

async function finish({ shifts, grants }: Repositories, { id }: Shift, note: string, now: number): Promise<void> {
  if (!(await shifts.end(id, note, now))) throw new HubError('roster.over');
  await grants.endOfShift(id, now);
}

async function write({ auditEvents }: Repositories, { user, address }: SignedIn, action: string, shift: Shift) {
  const { id, unitId, name, startsAt, endsAt } = shift;
  const target = { kind: 'shift', id };
  await auditEvents.add({
    ...{ user, address, action, target, unitId, outcome: 'done' },
    detail: { person: name, startsAt, endsAt },
  });
}

function wrongTime(zh: string, en: string): HubError {
  return new HubError('roster.time', { zh, en });
}
