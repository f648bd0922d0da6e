import type { Dispatch } from '../../ws/dispatch.ts';
import type { WatchService } from './service.ts';

export function addWatchHandlers(dispatch: Dispatch, service: WatchService): void {
  dispatch.on('ticket.issue', (socket, data) => service.ticket(socket, data));

  dispatch.on('camera.watch', (socket, data) => service.start(socket, data));

  dispatch.on('transport.open', async (socket, { rtpCapabilities }) => ({
    transports: await service.open(socket, rtpCapabilities),
  }));

  dispatch.on('transport.connect', async (socket, { transportId, dtlsParameters }) => {
    await service.connect(socket, transportId, dtlsParameters);
    return {};
  });

  dispatch.on('watch.resume', async (socket, { watchId, audio }) => {
    await service.resume(socket, watchId, audio);
    return {};
  });

  dispatch.on('watch.pause', async (socket, { watchId }) => {
    await service.pause(socket, watchId);
    return {};
  });

  dispatch.on('watch.pace', async (socket, data) => ({ video: await service.pace(socket, data) }));

  dispatch.on('watch.release', (socket, { watchId }) => {
    service.release(socket, watchId);
    return Promise.resolve({});
  });
}
