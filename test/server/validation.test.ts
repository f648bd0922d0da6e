import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { routes } from '../../server/contract/http.ts';
import { requests } from '../../server/contract/ws.ts';
import { HubError } from '../../server/errors.ts';
import { parse } from '../../server/validation.ts';

const Source = Type.Union([
  Type.Object({ kind: Type.Literal('a'), port: Type.Integer() }),
  Type.Object({ kind: Type.Literal('b'), url: Type.String() }),
]);
const Form = Type.Object({
  name: Type.String(),
  places: Type.Array(Type.Object({ x: Type.Number() })),
  source: Type.Optional(Source),
  opaque: Type.Optional(Type.Object({}, { additionalProperties: true })),
  words: Type.Optional(Type.Record(Type.String(), Type.String())),
});

function told(value: unknown): string {
  try {
    parse(Form, value);
    return 'fits';
  } catch (error) {
    return error instanceof HubError ? `${error.code} ${String(error.values['en'])}` : String(error);
  }
}

test('what the schema does not name is refused by name, at every depth', () => {
  const good = { name: '', places: [{ x: 1 }] };
  expect(told(good)).toBe('fits');
  expect(told({ ...good, id: 'other' })).toBe('request.invalid id is no known property');
  expect(told({ ...good, places: [{ x: 1, y: 2 }] })).toBe('request.invalid places.0.y is no known property');
  expect(told(JSON.parse('{"name":"","places":[],"__proto__":{}}'))).toContain('request.invalid');
});

test('of a union the branch that is meant says what is wrong', () => {
  const of = (source: object): string => told({ name: '', places: [], source });
  expect(of({ kind: 'b', url: '' })).toBe('fits');
  expect(of({ kind: 'b', url: '', port: 1 })).toBe('request.invalid source.port is no known property');
  expect(of({ kind: 'b', url: 1 })).toBe('request.invalid source.url must be string');
});

test('what is open by its schema stays open', () => {
  expect(told({ name: '', places: [], opaque: { any: 1 }, words: { one: 'word' } })).toBe('fits');
});

test('every body, query and request of the contract can be closed', () => {
  const schemas = Object.values(routes).flatMap((route) => [
    ...('body' in route ? [route.body] : []),
    ...('params' in route ? [route.params] : []),
    ...('query' in route ? [route.query] : []),
  ]);
  for (const schema of [...schemas, ...Object.values(requests).map(({ data }) => data)]) {
    // Null fits none of them, and a property of this name belongs to none.
    expect(() => parse(schema, null)).toThrow(HubError);
    expect(() => parse(schema, { 'no such property': 1 })).toThrow(HubError);
  }
});
