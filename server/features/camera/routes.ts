import type { FastifyInstance } from 'fastify';
import type { ChannelState } from '../../contract/camera.ts';
import { route } from '../../http/route.ts';
import type { MaskService } from './mask.ts';
import type { LookService } from './look.ts';
import type { CameraService } from './service.ts';
import type { SignPhotoService } from './sign-photo.ts';

/** Each of them opens connections to devices. */
const PROBES_PER_MINUTE = 240;

/** Base64 of the largest sign photo, with the JSON around it, bytes. */
const PHOTO_BODY = 2_900_000;

interface CameraServices {
  cameras: CameraService;
  looks: LookService;
  masks: MaskService;
  signPhotos: SignPhotoService;
}

/** @param states of the channels that are not idle, as the list shows them */
export function addCameraRoutes(
  app: FastifyInstance,
  { cameras: service, looks, masks, signPhotos }: CameraServices,
  states: () => ChannelState[],
): void {
  const limit = { perMinute: PROBES_PER_MINUTE };

  route(app, 'camera.list', async ({ actor }) => {
    const cameras = await service.list(actor);
    const shown = new Set(cameras.flatMap(({ channels }) => channels.map(({ id }) => id)));
    return { cameras, states: states().filter(({ channelId }) => shown.has(channelId)) };
  });

  route(app, 'camera.probe', ({ actor, body, signal }) => looks.probe(actor, body, signal), limit);

  route(
    app,
    'camera.check',
    async ({ actor, body, signal }) => ({ checks: await looks.check(actor, body, signal) }),
    limit,
  );

  route(
    app,
    'camera.checkAgain',
    async ({ actor, params, signal }) => ({ checks: await looks.checkAgain(actor, params.id, signal) }),
    limit,
  );

  route(app, 'camera.register', ({ actor, body, signal }) => service.register(actor, body, signal), limit);

  route(
    app,
    'camera.update',
    ({ actor, params, body, signal }) => service.update(actor, params.id, body, signal),
    limit,
  );

  route(app, 'camera.remove', async ({ actor, params }) => {
    await service.remove(actor, params.id);
    return {};
  });

  route(
    app,
    'channel.testPicture',
    ({ actor, params, body, signal, reply }) => {
      reply.type('image/jpeg');
      return looks.testPicture(actor, params.id, body.grantId, signal);
    },
    limit,
  );

  route(app, 'camera.signPhoto', ({ actor, params, reply }) => {
    reply.type('image/jpeg');
    return signPhotos.read(actor, params.id);
  });

  route(app, 'camera.setSignPhoto', ({ actor, params, body }) => signPhotos.set(actor, params.id, body.jpeg), {
    ...limit,
    bodyLimit: PHOTO_BODY,
  });

  route(app, 'channel.mask', ({ actor, params, body }) => masks.set(actor, params.id, body.masks), limit);
}
