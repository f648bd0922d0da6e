import type { Bus } from '../../cluster/ports.ts';
import {
  BREAK_GLASS,
  type BreakGlass,
  MAX_UNREVIEWED,
  type Grant,
  type GrantDecision,
  type GrantQuery,
  type GrantRequest,
  type GrantReview,
} from '../../contract/grant.ts';
import { HubError } from '../../errors.ts';
import { authorise, isOwn, mayAsk, scopeOf, type SignedIn } from '../../permissions.ts';
import { type Attempt, recordRefusal } from '../../refusal.ts';
import type { NewGrant } from '../../store/grants.ts';
import type { Repositories, Store } from '../../store/store.ts';

/** Leave to view: asked for, decided by somebody else, taken away; and break-glass with its review. */
export class GrantService {
  readonly #store: Store;
  readonly #bus: Bus;

  constructor({ store, bus }: { store: Store; bus: Bus }) {
    this.#store = store;
    this.#bus = bus;
  }

  own({ user }: SignedIn): Promise<Grant[]> {
    return this.#store.grants.own(user.id);
  }

  /** Those for units that the actor answers for. */
  async list(actor: SignedIn, query: GrantQuery): Promise<{ grants: Grant[]; total: number }> {
    const { orgUnits, grants } = this.#store;
    return grants.list(await orgUnits.below(scopeOf(actor, 'grant.decide')), query);
  }

  /** @throws HubError `org.*`, `grant.purpose` */
  async request(actor: SignedIn, { purpose, unitId, reason, minutes }: GrantRequest, now = Date.now()): Promise<Grant> {
    const path = await this.#pathOf(unitId);
    const attempt = { action: 'grant.request', target: { kind: 'unit', id: unitId }, unitId, purpose };
    return this.#act(actor, path, attempt, async (repositories) => {
      await refuseRetired(repositories, unitId);
      const own = isOwn(actor.user, purpose, { path });
      if (!own && !mayAsk(actor.user, purpose)) throw new HubError('grant.purpose');
      const wanted = { purpose, unitId, reason, startsAt: now, endsAt: now + minutes * 60_000 };
      return add(repositories, actor, { ...wanted, source: own ? 'own' : 'approval', pending: !own }, now);
    });
  }

  /** Approval begins its time. @throws HubError `grant.unknown`, `permission.denied`, `grant.self`, `grant.decided` */
  async decide(actor: SignedIn, id: string, { approve, note }: GrantDecision): Promise<Grant> {
    const { grant, path } = await this.#find(id);
    return this.#act(actor, path, attemptOn(approve ? 'grant.approve' : 'grant.refuse', grant), async ({ grants }) => {
      authorise(actor, 'grant.decide', { path });
      if (grant.userId === actor.user.id) throw new HubError('grant.self');
      if (!(await grants.decide(id, { approve, note, by: actor.user.username }))) throw new HubError('grant.decided');
      return grants.get(id);
    });
  }

  /** By whoever answers for the unit, or one's own. @throws HubError `grant.unknown`, `permission.denied`, `grant.decided` */
  async revoke(actor: SignedIn, id: string): Promise<Grant> {
    const { grant, path } = await this.#find(id);
    return this.#act(actor, path, attemptOn('grant.revoke', grant), async ({ grants }) => {
      if (grant.userId !== actor.user.id) authorise(actor, 'grant.decide', { path });
      if (!(await grants.revoke(id, actor.user.username))) throw new HubError('grant.decided');
      return grants.get(id);
    });
  }

  /** Any unit, at once, for half an hour; all who answer for the unit hear of it. @throws HubError `org.*`, `grant.glass-*` */
  async breakGlass(actor: SignedIn, { unitId, reason }: BreakGlass, now = Date.now()): Promise<Grant> {
    const path = await this.#pathOf(unitId);
    const target = { kind: 'unit', id: unitId };
    const attempt = { action: 'grant.break-glass', target, unitId, purpose: 'incident' as const };
    const grant = await this.#act(actor, path, attempt, async (repositories) => {
      await refuseRetired(repositories, unitId);
      authorise(actor, 'grant.breakGlass');
      await refuseUnreviewed(repositories, actor, path);
      const wanted = { purpose: 'incident', unitId, reason, startsAt: now, endsAt: now + BREAK_GLASS } as const;
      return add(repositories, actor, { ...wanted, source: 'break-glass', pending: false }, now);
    });
    this.#bus.publish('grant.alert', { grant, path });
    return grant;
  }

  /** What somebody else finds. @throws HubError `grant.unknown`, `permission.denied`, `grant.self`, `grant.decided` */
  async review(actor: SignedIn, id: string, review: GrantReview): Promise<Grant> {
    const { grant, path } = await this.#find(id);
    if (grant.source !== 'break-glass') throw new HubError('grant.unknown');
    return this.#act(actor, path, attemptOn('grant.review', grant), async ({ grants }) => {
      authorise(actor, 'grant.decide', { path });
      if (grant.userId === actor.user.id) throw new HubError('grant.self');
      if (!(await grants.review(id, review, actor.user.username))) throw new HubError('grant.decided');
      return grants.get(id);
    });
  }

  /** Does it and writes it in one transaction, or writes that it was refused; then tells. */
  async #act(
    actor: SignedIn,
    path: string[],
    attempt: Attempt & { action: string },
    work: (repositories: Repositories) => Promise<Grant>,
  ): Promise<Grant> {
    const grant = await recordRefusal(this.#store, actor, attempt, () =>
      this.#store.transaction(async (repositories) => {
        const done = await work(repositories);
        const { user, address } = actor;
        const { action } = attempt;
        await repositories.auditEvents.add({
          ...{ user, address, action, target: { kind: 'grant', id: done.id }, outcome: 'done' },
          detail: detailOf(action, done),
          purpose: done.purpose,
          unitId: done.unitId,
        });
        return done;
      }),
    );
    this.#bus.publish('grant.changed', { userId: grant.userId, path });
    return grant;
  }

  async #find(id: string): Promise<{ grant: Grant; path: string[] }> {
    const grant = await this.#store.grants.find(id);
    if (grant === null) throw new HubError('grant.unknown');
    return { grant, path: await this.#pathOf(grant.unitId) };
  }

  async #pathOf(unitId: string): Promise<string[]> {
    const path = await this.#store.orgUnits.path(unitId);
    if (path.length === 0) throw new HubError('org.unknown');
    return path;
  }
}

function attemptOn(action: string, { id, unitId, purpose }: Grant): Attempt {
  return { action, target: { kind: 'grant', id }, unitId, purpose };
}

function add(
  { grants }: Repositories,
  { user }: SignedIn,
  wanted: Omit<NewGrant, 'userId' | 'shiftId'>,
  now: number,
): Promise<Grant> {
  return grants.add({ ...wanted, userId: user.id, shiftId: null }, now);
}

/**
 * Who broke the glass answers for it first: no more than so many without a review, and none where somebody else took
 * one away.
 */
async function refuseUnreviewed({ grants, orgUnits }: Repositories, { user }: SignedIn, path: string[]): Promise<void> {
  const open = await grants.unreviewed(user.id);
  for (const { unitId, decidedBy } of open.filter((one) => one.state === 'revoked')) {
    const overlaps = path.includes(unitId) || (await orgUnits.path(unitId)).includes(path.at(-1) ?? '');
    if (overlaps && decidedBy !== user.username) throw new HubError('grant.glass-revoked');
  }
  if (open.length >= MAX_UNREVIEWED) throw new HubError('grant.glass-unreviewed', { count: open.length });
}

async function refuseRetired({ orgUnits }: Repositories, unitId: string): Promise<void> {
  if ((await orgUnits.find(unitId))?.state === 'retired') throw new HubError('org.retired');
}

/** What a reader of the record needs to know of it. */
function detailOf(action: string, { name, reason, source, state, endsAt, decisionNote, review }: Grant) {
  const common = { person: name, source };
  if (action === 'grant.review') return { ...common, justified: review?.justified ?? null, note: review?.note ?? '' };
  if (action === 'grant.request' || action === 'grant.break-glass') return { ...common, reason, state, endsAt };
  return { ...common, endsAt, note: decisionNote };
}
