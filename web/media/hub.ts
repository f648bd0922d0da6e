import { ChannelStates } from './channel-states.ts';
import { Receiver } from './receiver.ts';
import { HubSocket } from './socket.ts';
import { Tickets } from './tickets.ts';

/** The page's connection to the hub: socket, receiving end, states of the channels, tickets. One per signed-in page. */
export class Hub {
  readonly socket: HubSocket;
  readonly receiver: Receiver;
  readonly channels: ChannelStates;
  readonly tickets: Tickets;
  readonly #hurry = (): void => this.socket.hurry();

  /** @param origin where the page came from, as `location.origin` */
  constructor(origin: string) {
    this.socket = new HubSocket(`${origin.replace(/^http/, 'ws')}/ws`);
    // These hear of a hello before any tile does: the device is there when the first tile asks.
    this.channels = new ChannelStates(this.socket);
    this.receiver = new Receiver(this.socket);
    this.tickets = new Tickets(this.socket);
  }

  open(): void {
    addEventListener('online', this.#hurry);
    this.socket.open();
  }

  /** Ends every picture with the connection. May be opened again. */
  close(): void {
    removeEventListener('online', this.#hurry);
    this.socket.close();
  }
}
