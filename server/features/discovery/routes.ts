import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { DiscoveryService } from './service.ts';

export function addDiscoveryRoutes(app: FastifyInstance, service: DiscoveryService): void {
  route(app, 'discovery.interfaces', () => Promise.resolve({ interfaces: service.interfaces() }));
}
