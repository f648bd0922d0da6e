import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { API } from '../contract/http.ts';
import { COOKIE } from './security.ts';

/** `/api/v1/openapi.json`, made from the same table that the routes are made from. Register it before them. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '秦岭 Hub',
        version: '1',
        description:
          'Writes need the header `x-csrf-token` with the token of `GET /session`. ' +
          'Failures are `{error: {code, message: {zh, en}}}`. Times are ms since 1970, ids are UUIDv7.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: COOKIE } } },
      security: [{ session: [] }],
    },
  });
  app.get(`${API}/openapi.json`, { schema: { hide: true } }, () => app.swagger());
}
