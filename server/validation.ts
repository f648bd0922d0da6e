import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Locale } from 'typebox/system';
import { HubError } from './errors.ts';

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>();

/**
 * The one door for what comes from outside: the value if it fits the schema.
 * @throws HubError `request.invalid`, which says where and what in both languages, and never the value
 */
export function parse<S extends TSchema>(schema: S, value: unknown): Static<S> {
  if (fits(schema, value)) return value;
  throw invalid([...validator(schema).Errors(value)]);
}

/** @param errors of one value, as TypeBox gives them */
export function invalid(errors: readonly TLocalizedValidationError[]): HubError {
  const first = mostTelling(errors);
  if (first === undefined) return new HubError('request.invalid', { zh: '无法识别', en: 'not understood' });
  const where = first.instancePath.slice(1).replaceAll('/', '.');
  const space = where === '' ? '' : ' ';
  return new HubError('request.invalid', {
    zh: `${where}${space}${Locale.zh_Hans(first)}`,
    en: `${where}${space}${Locale.en_US(first)}`,
  });
}

function fits<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return validator(schema).Check(value);
}

function validator(schema: TSchema): ReturnType<typeof Compile> {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = Compile(schema);
  compiled.set(schema, made);
  return made;
}

/**
 * Of a union TypeBox reports every branch. A branch whose `kind` does not fit says nothing to the reader: errors about
 * a constant, and "fits no branch", come last.
 */
function mostTelling(errors: readonly TLocalizedValidationError[]): TLocalizedValidationError | undefined {
  return errors.find(({ keyword }) => keyword !== 'const' && keyword !== 'anyOf') ?? errors[0];
}
