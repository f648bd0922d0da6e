import type { Dispatch } from '../../ws/dispatch.ts';
import type { PtzService } from './service.ts';

export function addPtzHandlers(dispatch: Dispatch, service: PtzService): void {
  dispatch.on('ptz.act', (socket, act) => service.act(socket, act));
}
