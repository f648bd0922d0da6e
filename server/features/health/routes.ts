import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { HealthService } from './service.ts';

/** Each of them opens a session with a device. */
const LOOKS_PER_MINUTE = 60;
/** Each of them goes through all days of all cameras. */
const REPORTS_PER_MINUTE = 30;

export function addHealthRoutes(app: FastifyInstance, service: HealthService): void {
  route(app, 'health.list', ({ actor }) => service.list(actor));

  route(app, 'health.history', async ({ actor, params }) => ({ changes: await service.history(actor, params.id) }));

  route(app, 'health.look', ({ actor, params }) => service.look(actor, params.id), { perMinute: LOOKS_PER_MINUTE });

  route(app, 'health.report', async ({ actor, query }) => ({ rows: await service.report(actor, query) }), {
    perMinute: REPORTS_PER_MINUTE,
  });

  route(
    app,
    'health.export',
    ({ actor, query, reply }) => {
      reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="availability-${query.from}-${query.to}.xlsx"`);
      return service.export(actor, query);
    },
    { perMinute: REPORTS_PER_MINUTE },
  );
}
