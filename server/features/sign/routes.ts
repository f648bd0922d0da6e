import type { FastifyInstance } from 'fastify';
import { publicRoute } from '../../http/route.ts';
import type { SignService } from './service.ts';

/** Nobody scans more signs than this in a minute; codes are random, so that guessing finds none. */
const READS_PER_MINUTE = 60;

export function addSignRoutes(app: FastifyInstance, signs: SignService): void {
  publicRoute(app, 'sign.read', ({ params }) => signs.read(params.code), { perMinute: READS_PER_MINUTE });
}
