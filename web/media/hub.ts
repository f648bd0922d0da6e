import { CapacityKeeper } from './capacity-keeper.ts';
import { ChannelStates } from './channel-states.ts';
import { showCounts } from './counts.ts';
import { Kept } from './kept.ts';
import { Handover } from './meeting/handover.ts';
import type { MeetingRoom } from './meeting/meeting-room.ts';
import type { Parts } from './parts.ts';
import { Pool } from './pool.ts';
import { Preloads } from './preloads.ts';
import { makeVideo } from './projection.ts';
import { Receiver } from './receiver.ts';
import { HubSocket } from './socket.ts';
import { Tickets } from './tickets.ts';
import { Turns } from './turns.ts';

/** The page's connection to the hub, and all that is shown over it. One per signed-in page. */
export class Hub implements Parts {
  readonly socket: HubSocket;
  readonly receiver: Receiver;
  readonly channels: ChannelStates;
  readonly tickets: Tickets;
  readonly turns = new Turns();
  /** The video elements of the page: as many as were ever in use at once. */
  readonly videos = new Pool(makeVideo);
  /** All open pictures, shown or ahead. */
  readonly pictures = new Set<object>();
  readonly preloads: Preloads;
  readonly kept = new Kept();
  /** A meeting that goes from one page to another. */
  readonly handover = new Handover<MeetingRoom>();
  readonly capacity: CapacityKeeper;
  readonly #hurry = (): void => this.socket.hurry();

  #stopCounts = (): void => undefined;

  /** @param origin where the page came from, as `location.origin` */
  constructor(origin: string) {
    this.socket = new HubSocket(`${origin.replace(/^http/, 'ws')}/ws`);
    // These hear of a hello before any tile does: the device is there when the first tile asks.
    this.channels = new ChannelStates(this.socket);
    this.receiver = new Receiver(this.socket);
    this.tickets = new Tickets(this.socket);
    this.preloads = new Preloads(this);
    this.capacity = new CapacityKeeper(this.receiver);
  }

  open(): void {
    addEventListener('online', this.#hurry);
    this.#stopCounts = showCounts(this);
    this.socket.open();
  }

  /** Ends every picture with the connection. May be opened again. */
  close(): void {
    removeEventListener('online', this.#hurry);
    this.#stopCounts();
    this.preloads.open([]);
    this.kept.clear();
    this.handover.close();
    this.socket.close();
  }
}
