import { hash } from 'node:crypto';
import { type Static, Type } from 'typebox';

/** What stands before the first line of the record. */
export const GENESIS = '0'.repeat(64);

const OptionalText = Type.Union([Type.String(), Type.Null()]);

/**
 * A line of the record as it is hashed and exported: `detail` is the stored text, so that nothing is lost on the way.
 * Looser than the table's row: a line that was tampered with must be readable, to be found.
 */
export const ChainedRow = Type.Object({
  seq: Type.Integer(),
  id: Type.String(),
  at: Type.Integer(),
  user_id: OptionalText,
  username: Type.String(),
  action: Type.String(),
  target_kind: Type.String(),
  target_id: Type.String(),
  outcome: Type.String(),
  detail: Type.String(),
  address: Type.String(),
  purpose: OptionalText,
  unit_id: OptionalText,
});
export type ChainedRow = Static<typeof ChainedRow>;

/** The same with its hash: a link of the chain. */
export const ChainLink = Type.Object({ ...ChainedRow.properties, hash: Type.String() });
export type ChainLink = Static<typeof ChainLink>;

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
  return hash('sha256', `${previous}\n${columns}`);
}

/** What the signature of an anchor (contract/record.ts) is of. */
export function anchorText(anchor: { day: string; seq: number; hash: string; at: number }): string {
  const { day, seq, hash, at } = anchor;
  return `qinling-hub anchor 1\n${JSON.stringify([day, seq, hash, at])}`;
}
