import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { RepairService } from './service.ts';

export function addRepairRoutes(app: FastifyInstance, repairs: RepairService): void {
  route(app, 'repair.start', ({ actor, body }) => repairs.start(actor, body));
}
