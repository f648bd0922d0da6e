import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { route } from '../../http/route.ts';
import { reportCsv } from './report-csv.ts';
import type { RecordService } from './service.ts';

/** Each of them goes through the whole record. */
const READINGS_PER_MINUTE = 6;

export function addRecordRoutes(app: FastifyInstance, service: RecordService): void {
  const limit = { perMinute: READINGS_PER_MINUTE };

  route(app, 'record.search', ({ actor, query }) => service.search(actor, query));

  route(app, 'record.views', ({ actor, query }) => service.views(actor, query));

  route(
    app,
    'record.export',
    async ({ actor, reply }) => {
      const chunks = await service.export(actor);
      asFile(reply, 'application/x-ndjson', `record-${new Date().toISOString().slice(0, 10)}.ndjson`);
      return Readable.from(chunks, { objectMode: false });
    },
    limit,
  );

  route(app, 'record.verify', ({ actor, signal }) => service.verify(actor, signal), limit);

  route(app, 'record.anchors', ({ actor }) => service.anchors(actor));

  route(app, 'report.read', ({ actor, query }) => service.report(actor, query.month));

  route(app, 'report.csv', async ({ actor, query, reply }) => {
    const report = await service.report(actor, query.month);
    asFile(reply, 'text/csv', `report-${query.month}.csv`);
    return Buffer.from(reportCsv(report));
  });
}

function asFile(reply: FastifyReply, type: string, name: string): void {
  reply.type(`${type}; charset=utf-8`).header('content-disposition', `attachment; filename="${name}"`);
}
