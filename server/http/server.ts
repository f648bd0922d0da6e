import { Server as HttpsServer } from 'node:https';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Pair } from '../certificate-files.ts';
import type { Config } from '../config.ts';
import { newId } from '../id.ts';
import { type LogSink, logging } from '../log.ts';

/** Largest body, bytes: the largest that the contract has is a form. */
const BODY_LIMIT = 64 * 1024;

/** Fastify: https with the certificate, or http without one. */
export function createServer({ log }: Pick<Config, 'log'>, https: Pair | null, sink?: LogSink): FastifyInstance {
  const options = {
    logger: logging(log, sink),
    // One line per request, of our own: Fastify's would hold addresses with their query.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    bodyLimit: BODY_LIMIT,
    // Open keep-alive connections must not delay the stop.
    forceCloseConnections: true,
    return503OnClosing: true,
  };
  const app: FastifyInstance = https === null ? fastify(options) : fastify({ ...options, https });
  // JSON and nothing else: a form of another site cannot send it without asking first.
  app.removeContentTypeParser('text/plain');
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method: request.method, path, status: reply.statusCode, ms }, 'request');
  });
  return app;
}

/** New connections get this certificate; those that are open go on. */
export function changeCertificate({ server }: FastifyInstance, pair: Pair): void {
  if (server instanceof HttpsServer) server.setSecureContext(pair);
}
