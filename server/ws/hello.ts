import type { ChannelState } from '../contract/camera.ts';
import { PROTOCOL_VERSION } from '../contract/ws.ts';
import type { SignedIn } from '../permissions.ts';
import type { Dispatch } from './dispatch.ts';
import type { HubSocket } from './hub-socket.ts';
import type { Reach } from './reach.ts';

interface GreetingParts {
  dispatch: Dispatch;
  reach: Reach;
  rtpCapabilities: object;
  /** Of all channels that are not idle. */
  states: () => ChannelState[];
  /** Told of each page that has been greeted. */
  open: (socket: HubSocket) => void;
}

/**
 * Makes what greets a page: the first message, with all that it needs to begin; from then on its requests are answered.
 * What takes time (which channels concern the user) is looked up before the page is let in, so that nothing overtakes it.
 */
export function greeter({ dispatch, reach, rtpCapabilities, states, open }: GreetingParts) {
  return async (actor: SignedIn): Promise<(socket: HubSocket) => void> => {
    const visible = new Set((await reach.visible(actor, states())).map(({ channelId }) => channelId));
    return (socket) => {
      socket.notify('hello', {
        protocolVersion: PROTOCOL_VERSION,
        user: actor.user,
        rtpCapabilities: { ...rtpCapabilities },
        states: states().filter(({ channelId }) => visible.has(channelId)),
      });
      socket.on('message', (text) => void dispatch.handle(socket, text));
      open(socket);
    };
  };
}
