import type { ChannelState } from '../contract/camera.ts';
import { PROTOCOL_VERSION } from '../contract/ws.ts';
import type { Dispatch } from './dispatch.ts';
import type { HubSocket } from './hub-socket.ts';

/** The first message to a page, with all that it needs to begin; from now on its requests are answered. */
export function greet(
  socket: HubSocket,
  dispatch: Dispatch,
  facts: { rtpCapabilities: object; states: ChannelState[] },
): void {
  socket.notify('hello', {
    protocolVersion: PROTOCOL_VERSION,
    user: socket.actor.user,
    rtpCapabilities: { ...facts.rtpCapabilities },
    states: facts.states,
  });
  socket.on('message', (text) => void dispatch.handle(socket, text));
}
