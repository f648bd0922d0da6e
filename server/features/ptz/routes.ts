import type { FastifyInstance } from 'fastify';
import { route } from '../../http/route.ts';
import type { PtzSettings } from './settings.ts';

export function addPtzRoutes(app: FastifyInstance, settings: PtzSettings): void {
  route(app, 'ptz.read', ({ actor, params }) => settings.read(actor, params.id));

  route(app, 'ptz.savePreset', ({ actor, params, body }) => settings.savePreset(actor, params.id, body));

  route(app, 'ptz.removePreset', async ({ actor, params }) => {
    await settings.removePreset(actor, params.id, params.token);
    return {};
  });

  route(app, 'ptz.setLimits', ({ actor, params, body }) => settings.setLimits(actor, params.id, body.limits));

  route(app, 'ptz.setTours', ({ actor, params, body }) => settings.setTours(actor, params.id, body.tours));
}
