import type { Dispatch } from '../../ws/dispatch.ts';
import type { DiscoveryService } from './service.ts';

export function addDiscoveryHandlers(dispatch: Dispatch, service: DiscoveryService): void {
  dispatch.on('discovery.start', (socket, data) => service.start(socket, data));

  dispatch.on('discovery.stop', async (socket, { discoveryId }) => {
    await service.stop(socket, discoveryId);
    return {};
  });
}
