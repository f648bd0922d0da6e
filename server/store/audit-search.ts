import { type ExpressionBuilder, type ExpressionWrapper, type Kysely, sql, type SqlBool } from 'kysely';
import type { RecordQuery } from '../contract/record.ts';
import type { Schema } from './schema.ts';

/** What to look for; all that is given must fit. `units`: only what lies in these; null: everything. */
export interface AuditSearch extends Omit<RecordQuery, 'unitId' | 'action'> {
  actions?: readonly string[] | undefined;
  units: readonly string[] | null;
}

type Columns = ExpressionBuilder<Schema, 'audit_events'>;
type Condition = ExpressionWrapper<Schema, 'audit_events', SqlBool>;
/** The conditions of one walk along an index; whatever it walks along, the newest come first. */
type Walk = (columns: Columns) => Condition[];

/** SQLite takes no more than 500 selects in one statement. */
const MOST_WALKS = 400;
/** Before more walks than these, the newest lines are looked through: who may read much finds enough there. */
const FEW = 8;
const RECENT = 4000;

/**
 * Finds the places (seq) of the newest events that fit.
 *
 * SQLite knows nothing of how often a value occurs, so this says which index to walk along: the first given of target,
 * user, user name, failure; else unit, purpose, action. A `+` before a column keeps its index out of it. Every
 * index ends with seq, so a walk goes from the newest to the oldest, and ends when enough are found. Time is turned into
 * a span of seq first; several units or actions are as many walks.
 */
export async function findPlaces(database: Kysely<Schema>, search: AuditSearch, limit: number): Promise<number[]> {
  const span = await seqSpan(database, search);
  if (span === null || search.units?.length === 0) return [];
  const high = Math.min(span.high, (search.before ?? Infinity) - 1);
  const within =
    (low: number): Walk =>
    (e) => [
      e('seq', '>=', Math.max(low, span.low)),
      e('seq', '<=', high),
      // A clock that was put back leaves lines inside of the span that are not of the time.
      ...(search.from === undefined ? [] : [e(sql<number>`+at`, '>=', search.from)]),
      ...(search.to === undefined ? [] : [e(sql<number>`+at`, '<', search.to)]),
    ];
  const walks = plan(search, leadOf(search));
  if (walks.length > FEW) {
    const recent = await walk(database, plan(search, 'seq'), within(high - RECENT), limit);
    if (recent.length === limit) return recent;
  }
  const found: number[] = [];
  for (let from = 0; from < walks.length; from += MOST_WALKS) {
    found.push(...(await walk(database, walks.slice(from, from + MOST_WALKS), within(1), limit)));
  }
  return found.sort((a, b) => b - a).slice(0, limit);
}

/** The newest of what some walks find together. */
async function walk(database: Kysely<Schema>, walks: readonly Walk[], within: Walk, limit: number): Promise<number[]> {
  const selects = walks.map((one) => {
    const places = database
      .selectFrom('audit_events')
      .select('seq')
      .where((e) => e.and([...one(e), ...within(e)]))
      .orderBy('seq', 'desc')
      .limit(limit);
    return database.selectFrom(places.as('walk')).select('seq');
  });
  const [first, ...others] = selects;
  if (first === undefined) return [];
  const all = others.reduce((sum, one) => sum.unionAll(one), first);
  return (await all.orderBy('seq', 'desc').limit(limit).execute()).map(({ seq }) => seq);
}

/** The places between which the events of a time lie; null: there are none. */
export async function seqSpan(
  database: Kysely<Schema>,
  { from, to }: { from?: number | undefined; to?: number | undefined },
): Promise<{ low: number; high: number } | null> {
  const all = database.selectFrom('audit_events');
  if (from === undefined && to === undefined) {
    const last = await all.select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
    return last === undefined ? null : { low: 1, high: last.seq };
  }
  let query = all.select([sql<number | null>`min(seq)`.as('low'), sql<number | null>`max(seq)`.as('high')]);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  const { low, high } = await query.executeTakeFirstOrThrow();
  return low === null || high === null ? null : { low, high };
}

function plan(search: AuditSearch, along: Lead): Walk[] {
  const { units, actions = null } = search;
  const rest: Walk = (e) => [
    ...equal(e, 'target_id', search.targetId, along),
    ...equal(e, 'user_id', search.userId, along),
    ...(search.username === undefined ? [] : [named(e, search.username, along)]),
    ...equal(e, 'outcome', search.outcome, along),
    ...(along === 'outcome' ? [e('outcome', '<>', sql.lit('done'))] : []),
    ...equal(e, 'purpose', search.purpose, along),
  ];
  if (along === 'unit_id' && units !== null) {
    return units.flatMap((unit) =>
      (actions ?? [null]).map((action): Walk => (e) => [
        ...equal(e, 'unit_id', unit, along),
        ...(action === null ? [] : [e('action', '=', action)]),
        ...rest(e),
      ]),
    );
  }
  const inUnits: Walk = (e) => (units === null ? [] : [e(sql<string>`+unit_id`, 'in', units)]);
  if (along === 'action' && actions !== null) {
    return actions.map((action): Walk => (e) => [e('action', '=', action), ...inUnits(e), ...rest(e)]);
  }
  const ofActions: Walk = (e) => (actions === null ? [] : [e(sql<string>`+action`, 'in', actions)]);
  return [(e) => [...rest(e), ...ofActions(e), ...inUnits(e)]];
}

type Lead = 'target_id' | 'user_id' | 'username' | 'outcome' | 'unit_id' | 'purpose' | 'action' | 'seq';

function leadOf({ targetId, userId, username, outcome, units, purpose, actions }: AuditSearch): Lead {
  if (targetId !== undefined) return 'target_id';
  if (userId !== undefined) return 'user_id';
  if (username !== undefined) return 'username';
  if (outcome !== undefined && outcome !== 'done') return 'outcome';
  if (units !== null) return 'unit_id';
  if (purpose !== undefined) return 'purpose';
  return actions === undefined ? 'seq' : 'action';
}

function equal(
  e: Columns,
  column: 'target_id' | 'user_id' | 'outcome' | 'unit_id' | 'purpose',
  value: string | undefined,
  along: Lead,
): Condition[] {
  if (value === undefined) return [];
  return [column === along ? e(sql.ref<string>(column), '=', value) : e(sql<string>`+${sql.ref(column)}`, '=', value)];
}

/** As the sign-in does: upper and lower case are the same. */
function named(e: Columns, username: string, along: Lead): Condition {
  const column = along === 'username' ? sql<string>`username` : sql<string>`+username`;
  return e(sql<string>`${column} collate nocase`, '=', username);
}
