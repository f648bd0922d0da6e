import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { API, type RouteName, routes } from '../contract/http.ts';
import { ErrorBody } from '../contract/error.ts';
import { type Actor, authorise, type SignedIn } from '../permissions.ts';

type Routes = typeof routes;
type SchemaOf<N extends RouteName, Part extends string> = Routes[N] extends { readonly [P in Part]: infer S }
  ? S extends TSchema
    ? Static<S>
    : never
  : undefined;

type PublicName = { [N in RouteName]: Routes[N]['permission'] extends 'public' ? N : never }[RouteName];
type ProtectedName = Exclude<RouteName, PublicName>;

/** What a handler gets; body, params and query are validated against the table. */
export interface Call<N extends RouteName, A extends Actor> {
  actor: A;
  body: SchemaOf<N, 'body'>;
  params: SchemaOf<N, 'params'>;
  query: SchemaOf<N, 'query'>;
  /** Aborted when the page goes away before the answer. */
  signal: AbortSignal;
  request: FastifyRequest;
  reply: FastifyReply;
}

type Handler<N extends RouteName, A extends Actor> = (call: Call<N, A>) => Promise<SchemaOf<N, 'reply'>>;

export interface RouteOptions {
  /** Requests per minute and address, where the common limit is too generous. */
  perMinute?: number;
  /** Told of each request beyond it, which is refused. */
  onLimit?: (request: FastifyRequest) => void;
  /** Largest body, bytes, where the common limit is too small. */
  bodyLimit?: number;
}

/** Registers a route of the table that needs a permission: it is checked before the body is even read. */
export function route<N extends ProtectedName>(
  app: FastifyInstance,
  name: N,
  handler: Handler<N, SignedIn>,
  options: RouteOptions = {},
): void {
  const { permission } = routes[name];
  add(
    app,
    name,
    (request) => void authorise(request.actor, permission),
    (call: Call<N, Actor>) => handler({ ...call, actor: authorise(call.actor, permission) }),
    options,
  );
}

/** Registers a route of the table that everybody may use. */
export function publicRoute<N extends PublicName>(
  app: FastifyInstance,
  name: N,
  handler: Handler<N, Actor>,
  options: RouteOptions = {},
): void {
  add(app, name, () => undefined, handler, options);
}

function add<N extends RouteName>(
  app: FastifyInstance,
  name: N,
  check: (request: FastifyRequest) => void,
  handler: Handler<N, Actor>,
  { perMinute, onLimit, bodyLimit }: RouteOptions,
): void {
  const { method, path } = routes[name];
  app.route({
    method,
    url: API + path,
    schema: schemaOf(name),
    ...(bodyLimit !== undefined && { bodyLimit }),
    config: perMinute === undefined ? {} : { limit: { perMinute, onLimit } },
    // After the rate limit (onRequest), before the body is read.
    preParsing: [
      (request, reply, _payload, done) => {
        reply.header('cache-control', 'no-store');
        check(request);
        done();
      },
      (request, reply, _payload, done) => {
        if (method === 'GET') done();
        else app.csrfProtection(request, reply, done);
      },
    ],
    handler: (request, reply) =>
      handler({
        actor: request.actor,
        // Fastify has just validated them against the table's schemas, which these types are made from.
        body: request.body as SchemaOf<N, 'body'>,
        params: request.params as SchemaOf<N, 'params'>,
        query: request.query as SchemaOf<N, 'query'>,
        signal: untilGone(reply),
        request,
        reply,
      }),
  });
}

/** For validation, for writing replies (what is not in the schema is left out), and for OpenAPI. */
function schemaOf(name: RouteName): FastifySchema {
  const entry: {
    permission: string;
    body?: TSchema;
    params?: TSchema;
    query?: TSchema;
    reply: TSchema;
    produces?: string;
  } = routes[name];
  const reply = entry.produces === undefined ? entry.reply : binary(entry.produces, entry.reply);
  const failure = Type.Object({ error: ErrorBody });
  return {
    operationId: name,
    tags: [name.split('.')[0] ?? name],
    ...(entry.permission === 'public'
      ? { security: [] }
      : { description: `Needs the permission \`${entry.permission}\`.` }),
    ...(entry.body && { body: entry.body }),
    ...(entry.params && { params: entry.params }),
    ...(entry.query && { querystring: entry.query }),
    response: { 200: reply, '4xx': failure, '5xx': failure },
  };
}

function binary(type: string, schema: TSchema): object {
  return { description: type, content: { [type]: { schema } } };
}

/** Not `request.signal`: that one is aborted when the request has been read, too. */
function untilGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
