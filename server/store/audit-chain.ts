import { createHash } from 'node:crypto';
import type { Static } from 'typebox';
import type { AuditEventRow } from './schema.ts';

/** What stands before the first line of the record. */
export const GENESIS = '0'.repeat(64);

/** A line of the record as it is hashed and exported: `detail` is the stored text, so that nothing is lost on the way. */
export type ChainedRow = Omit<Static<typeof AuditEventRow>, 'hash'>;

/** The order in which columns are hashed; never to be changed. */
export const CHAINED = [
  'seq',
  'id',
  'at',
  'user_id',
  'username',
  'action',
  'target_kind',
  'target_id',
  'outcome',
  'detail',
  'address',
  'purpose',
  'unit_id',
] as const satisfies (keyof ChainedRow)[];

/** SHA-256, hexadecimal, of the hash before, a line feed, and the columns as a JSON array. */
export function chainHash(previous: string, row: ChainedRow): string {
  const columns = JSON.stringify(CHAINED.map((column) => row[column]));
  return createHash('sha256').update(`${previous}\n${columns}`).digest('hex');
}
