import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { JobService } from './service.ts';

export function addJobRoutes(app: FastifyInstance, jobs: JobService): void {
  route(app, 'job.list', async ({ actor }) => ({ jobs: await jobs.list(actor) }));
  route(app, 'job.items', ({ actor, params, query }) => jobs.items(actor, params.id, query));
  route(app, 'job.stop', ({ actor, params }) => jobs.stop(actor, params.id));
  route(app, 'job.resume', ({ actor, params }) => jobs.resume(actor, params.id));
}
