import type { Static, TObject, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Locale } from 'typebox/system';
import { HubError } from './errors.ts';

type Validator = ReturnType<typeof Compile>;

const compiled = new WeakMap<TSchema, Validator>();

/**
 * The one door for what comes from outside: the value if it fits the schema. An object holds what the schema names and
 * nothing else: what nobody validated reaches nobody, whatever is done with the object later.
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
    zh: `${where}${space}${first.keyword === 'boolean' ? '是未知属性' : Locale.zh_Hans(first)}`,
    en: `${where}${space}${first.keyword === 'boolean' ? 'is no known property' : Locale.en_US(first)}`,
  });
}

function fits<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return validator(schema).Check(value);
}

function validator(schema: TSchema): Validator {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = Compile(close(schema));
  compiled.set(schema, made);
  return made;
}

/** The same schema, whose objects take no other properties than those that it names (unless it says otherwise itself). */
function close(schema: TSchema): TSchema {
  // An intersection would be closed in each of its parts, and nothing could fit it.
  if ('allOf' in schema) throw new Error('the contract holds no intersections');
  const closed: Record<string, unknown> = { ...schema };
  if (isObject(schema)) {
    closed['additionalProperties'] ??= false;
    closed['properties'] = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, close(property)]),
    );
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'items' && isSchema(value)) closed[keyword] = close(value);
    if ((keyword === 'anyOf' || keyword === 'items') && Array.isArray(value)) {
      closed[keyword] = value.filter(isSchema).map(close);
    }
  }
  return closed;
}

function isObject(schema: TSchema): schema is TObject {
  return 'properties' in schema;
}

function isSchema(value: unknown): value is TSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Of a union TypeBox reports every branch. A branch whose `kind` does not fit says nothing to the reader; errors about a
 * constant, "fits no branch", and that there is some unknown property, where another tells which one, come last.
 */
function mostTelling(errors: readonly TLocalizedValidationError[]): TLocalizedValidationError | undefined {
  const branches = errors.flatMap(({ keyword, schemaPath }) => {
    const branch = keyword === 'const' ? /^.*\/anyOf\/\d+(?=\/)/.exec(schemaPath)?.[0] : undefined;
    return branch ?? [];
  });
  const isMeant = ({ schemaPath }: TLocalizedValidationError): boolean =>
    !branches.some((branch) => schemaPath === branch || schemaPath.startsWith(`${branch}/`));
  const isTelling = ({ keyword }: TLocalizedValidationError): boolean =>
    !['const', 'anyOf', 'additionalProperties'].includes(keyword);
  return errors.find((error) => isMeant(error) && isTelling(error)) ?? errors.find(isTelling) ?? errors[0];
}
