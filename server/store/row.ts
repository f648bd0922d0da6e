import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { StoreError } from './store-error.ts';

/**
 * Makes the parser of one table's rows. The message names the column and what is wrong with it, never the value.
 * @throws StoreError `unreadable`
 */
export function rowParser<S extends TSchema>(table: string, schema: S): (row: unknown) => Static<S> {
  const validator = Compile(schema);
  return (row) => {
    if (validator.Check(row)) return row;
    const [first] = validator.Errors(row);
    throw new StoreError('unreadable', `${table}${first?.instancePath ?? ''} ${first?.message ?? 'is wrong'}`);
  };
}
