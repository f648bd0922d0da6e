import type { Kysely, SelectQueryBuilder } from 'kysely';
import { type Static, Type } from 'typebox';
import type { Grant, GrantQuery, GrantReview, Purpose } from '../contract/grant.ts';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { GrantRow, type Schema } from './schema.ts';

const Row = Type.Object({ ...GrantRow.properties, name: Type.String() });
const parse = rowParser('grants', Row);

/** What a new grant is made of. One that waits begins when it is approved; all others have their times. */
export interface NewGrant {
  userId: string;
  purpose: Purpose;
  unitId: string;
  reason: string;
  source: Grant['source'];
  /** Of a duty grant: the shift that it comes from; null: of another source. */
  shiftId: string | null;
  pending: boolean;
  startsAt: number;
  /** ms since 1970 */
  endsAt: number;
}

/** For so long a user is told of a refusal, ms: 7 days. */
const TOLD_FOR = 7 * 24 * 3_600_000;

/** Leave to view. Nothing is removed: who might look at what, and who allowed it, stays known. */
export class Grants {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(grant: NewGrant, now = Date.now()): Promise<Grant> {
    const id = newId();
    await this.#database
      .insertInto('grants')
      .values({
        id,
        user_id: grant.userId,
        purpose: grant.purpose,
        unit_id: grant.unitId,
        reason: grant.reason,
        source: grant.source,
        shift_id: grant.shiftId,
        decision: grant.pending ? 'pending' : 'approved',
        requested_at: now,
        duration: grant.endsAt - grant.startsAt,
        starts_at: grant.startsAt,
        ends_at: grant.endsAt,
        decided_by: '',
        decided_at: null,
        decision_note: '',
        reviewed_by: null,
        reviewed_at: null,
        justified: null,
        review_note: '',
      })
      .execute();
    return this.get(id, now);
  }

  async find(id: string, now = Date.now()): Promise<Grant | null> {
    const row = await this.#rows().where('grants.id', '=', id).executeTakeFirst();
    return row === undefined ? null : toGrant(parse(row), now);
  }

  /** As {@link find}, for one that is there. */
  async get(id: string, now = Date.now()): Promise<Grant> {
    return toGrant(parse(await this.#rows().where('grants.id', '=', id).executeTakeFirstOrThrow()), now);
  }

  /** Those of a user that hold, begin later or wait, or were refused or taken away of late; the newest first. */
  async own(userId: string, now = Date.now()): Promise<Grant[]> {
    const rows = await this.#rows()
      .where('grants.user_id', '=', userId)
      .where((is) =>
        is.or([
          is('decision', '=', 'pending'),
          is.and([is('decision', '=', 'approved'), is('ends_at', '>', now)]),
          is.and([is('decision', 'in', ['refused', 'revoked']), is('decided_at', '>', now - TOLD_FOR)]),
        ]),
      )
      .orderBy('requested_at', 'desc')
      .orderBy('grants.id', 'desc')
      .execute();
    return rows.map((row) => toGrant(parse(row), now));
  }

  /** Those of the user that broke the glass and that nobody has reviewed. */
  async unreviewed(userId: string, now = Date.now()): Promise<Grant[]> {
    const rows = await this.#rows()
      .where('grants.user_id', '=', userId)
      .where('source', '=', 'break-glass')
      .where('reviewed_at', 'is', null)
      .execute();
    return rows.map((row) => toGrant(parse(row), now));
  }

  /** A page of those for these units, the newest first, and how many there are. */
  async list(
    unitIds: readonly string[],
    { show, offset = 0, limit = 100 }: GrantQuery,
    now = Date.now(),
  ): Promise<{ grants: Grant[]; total: number }> {
    if (unitIds.length === 0) return { grants: [], total: 0 };
    const shown = <O>(query: SelectQueryBuilder<Schema, 'grants' | 'users', O>) => {
      const ours = query.where('grants.unit_id', 'in', unitIds);
      if (show === 'all') return ours;
      if (show === 'active') {
        return ours.where('decision', '=', 'approved').where('starts_at', '<=', now).where('ends_at', '>', now);
      }
      return ours.where((is) =>
        is.or([
          is('decision', '=', 'pending'),
          is.and([is('source', '=', 'break-glass'), is('reviewed_at', 'is', null)]),
        ]),
      );
    };
    const rows = await shown(this.#rows())
      .orderBy('requested_at', 'desc')
      .orderBy('grants.id', 'desc')
      .offset(offset)
      .limit(limit)
      .execute();
    const counted = await shown(
      this.#joined().select((count) => count.fn.countAll<number>().as('total')),
    ).executeTakeFirstOrThrow();
    return { grants: rows.map((row) => toGrant(parse(row), now)), total: counted.total };
  }

  /** Decides one that waits: its time begins now. @returns whether it still waited */
  async decide(
    id: string,
    { approve, note, by }: { approve: boolean; note: string; by: string },
    now = Date.now(),
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('grants')
      .set((column) => ({
        decision: approve ? 'approved' : 'refused',
        decided_by: by,
        decided_at: now,
        decision_note: note,
        ...(approve && { starts_at: now, ends_at: column('duration', '+', now) }),
      }))
      .where('id', '=', id)
      .where('decision', '=', 'pending')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Takes away one that holds, begins later or waits. @returns whether there was anything to take away */
  async revoke(id: string, by: string, now = Date.now()): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('grants')
      .set({ decision: 'revoked', decided_by: by, decided_at: now })
      .where('id', '=', id)
      .where((is) =>
        is.or([is('decision', '=', 'pending'), is.and([is('decision', '=', 'approved'), is('ends_at', '>', now)])]),
      )
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Takes away all for this unit that somebody else allowed, or that broke the glass. @returns their ids */
  async revokeIn(unitId: string, by: string, now = Date.now()): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('grants')
      .select('id')
      .where('unit_id', '=', unitId)
      .where('source', 'in', ['approval', 'break-glass'])
      .execute();
    const revoked: string[] = [];
    for (const { id } of rows) if (await this.revoke(id, by, now)) revoked.push(id);
    return revoked;
  }

  /** The duty grant ends with its shift. */
  async endOfShift(shiftId: string, now = Date.now()): Promise<void> {
    await this.#database
      .updateTable('grants')
      .set({ ends_at: now })
      .where('shift_id', '=', shiftId)
      .where('ends_at', '>', now)
      .execute();
  }

  /** @returns whether it was break-glass without a review */
  async review(id: string, { justified, note }: GrantReview, by: string, now = Date.now()): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('grants')
      .set({ reviewed_by: by, reviewed_at: now, justified: justified ? 1 : 0, review_note: note })
      .where('id', '=', id)
      .where('source', '=', 'break-glass')
      .where('reviewed_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  #joined() {
    return this.#database.selectFrom('grants').innerJoin('users', 'users.id', 'grants.user_id');
  }

  #rows() {
    return this.#joined().selectAll('grants').select('users.name');
  }
}

function toGrant(row: Static<typeof Row>, now: number): Grant {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    purpose: row.purpose,
    unitId: row.unit_id,
    reason: row.reason,
    source: row.source,
    state: stateOf(row, now),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionNote: row.decision_note,
    review:
      row.reviewed_at === null
        ? null
        : { by: row.reviewed_by ?? '', at: row.reviewed_at, justified: row.justified === 1, note: row.review_note },
  };
}

function stateOf({ decision, starts_at, ends_at }: Static<typeof Row>, now: number): Grant['state'] {
  if (decision !== 'approved') return decision;
  if (ends_at <= now) return 'ended';
  return starts_at > now ? 'planned' : 'active';
}
