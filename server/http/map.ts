import type { FastifyInstance } from 'fastify';
import type { BaseMap } from '../contract/base-map.ts';
import { route } from './route.ts';

/** What lies under the cameras on the map: the file that the hub was started with. */
export function addMap(app: FastifyInstance, baseMap: BaseMap): void {
  route(app, 'map.base', () => Promise.resolve(baseMap));
}
