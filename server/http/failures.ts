import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { toHubError } from '../error-mapping.ts';
import { HubError } from '../errors.ts';
import { parse } from '../validation.ts';

/** One shape for every failure: `{error: {code, message: {zh, en}}}`; and one validator for every schema. */
export function addFailures(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => (value) => {
    try {
      // In an address everything is text: "50" is the number where the schema wants one.
      return { value: parse(schema, httpPart === 'querystring' ? Value.Convert(schema, value) : value) };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  });
  app.setErrorHandler((error, request, reply) => fail(error, request, reply));
}

/** Answers a request that nobody else answers. */
export function answerUnknown(request: FastifyRequest, reply: FastifyReply): void {
  fail(new HubError('request.unknown'), request, reply);
}

function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const told = toHubError(error, request.id);
  if (told.code === 'server.internal') request.log.error({ err: error }, 'unexpected');
  else request.log.debug({ code: told.code, cause: reasonOf(told.cause) }, 'refused');
  if (told.code === 'session.delayed') reply.header('retry-after', told.values['seconds']);
  void reply.status(told.status).send({ error: told.toBody() });
}

function reasonOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
