import type { FastifyInstance } from 'fastify';
import type { Workers } from '../../media/index.ts';
import type { Metrics } from '../metrics.ts';
import { authorise } from '../permissions.ts';
import { isLoopback } from '../config.ts';
import type { Store } from '../store/store.ts';

/**
 * For machines: `/healthz` (the process answers), `/readyz` (database and media workers do, too) and `/metrics`.
 *
 * Metrics tell how many cameras are watched, so they are for a scraper on this machine and for who may read them.
 * A proxy on this machine makes everybody look local: with a forwarding header only the permission counts.
 */
export function addHealth(app: FastifyInstance, parts: { store: Store; workers: Workers; metrics: Metrics }): void {
  const { store, workers, metrics } = parts;
  // Asked every second by whatever supervises the hub: not counted among the requests of its machine.
  const hidden = { schema: { hide: true }, config: { limit: 'none' as const } };

  app.get('/healthz', hidden, () => ({ ok: true }));

  app.get('/readyz', hidden, async (_request, reply) => {
    const database = await store.ping().then(
      () => true,
      (error: unknown) => {
        reply.log.error({ err: error }, 'the database does not answer');
        return false;
      },
    );
    const ready = { database, workers: workers.complete };
    return reply.status(ready.database && ready.workers ? 200 : 503).send(ready);
  });

  app.get('/metrics', hidden, async (request, reply) => {
    const { headers, ip, actor } = request;
    const local = isLoopback(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
    if (!local) authorise(actor, 'metrics.read');
    return reply.type(metrics.contentType).send(await metrics.text());
  });

  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    metrics.countRequest(method, routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000);
  });
}
