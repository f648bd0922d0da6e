import { type Kysely, sql } from 'kysely';
import type { Purpose } from '../contract/grant.ts';
import { seqSpan } from './audit-search.ts';
import type { Schema } from './schema.ts';

/** How often something happened: all events of one action, purpose and outcome. */
export interface Tally {
  action: string;
  purpose: Purpose | null;
  outcome: 'done' | 'refused' | 'failed';
  events: number;
  /** Sum of the detail `durationMs`, ms. */
  durationMs: number;
  /** Those with the detail `justified`. */
  justified: number;
}

/** Counts what happened in a span of time, in these units (null: everywhere). */
export async function tally(
  database: Kysely<Schema>,
  span: { from: number; to: number },
  units: readonly string[] | null,
): Promise<Tally[]> {
  const rows = await inSpan(database, span, units);
  if (rows === null) return [];
  return rows
    .select([
      'action',
      'purpose',
      'outcome',
      sql<number>`count(*)`.as('events'),
      sql<number>`coalesce(sum(json_extract(detail, '$.durationMs')), 0)`.as('durationMs'),
      sql<number>`coalesce(sum(json_extract(detail, '$.justified')), 0)`.as('justified'),
    ])
    .groupBy(['action', 'purpose', 'outcome'])
    .execute();
}

/** How many people did one of these, and were let; screens are none. */
export async function countPeople(
  database: Kysely<Schema>,
  span: { from: number; to: number },
  units: readonly string[] | null,
  actions: readonly string[],
): Promise<number> {
  const rows = await inSpan(database, span, units);
  if (rows === null) return 0;
  const { people } = await rows
    .select(sql<number>`count(distinct user_id)`.as('people'))
    .where(sql<string>`+action`, 'in', actions)
    .where(sql<string>`+outcome`, '=', 'done')
    .where(sql<boolean>`user_id not in (select id from users where screen = 1)`)
    .executeTakeFirstOrThrow();
  return people;
}

/** The events of the span as a walk along seq, in one reading; null: there are none. */
async function inSpan(
  database: Kysely<Schema>,
  { from, to }: { from: number; to: number },
  units: readonly string[] | null,
) {
  const places = await seqSpan(database, { from, to });
  if (places === null || units?.length === 0) return null;
  const rows = database
    .selectFrom('audit_events')
    .where('seq', '>=', places.low)
    .where('seq', '<=', places.high)
    .where(sql<number>`+at`, '>=', from)
    .where(sql<number>`+at`, '<', to);
  return units === null ? rows : rows.where(sql<string>`+unit_id`, 'in', units);
}
