import type { Pool } from './pool.ts';
import type { Receiver } from './receiver.ts';
import type { HubSocket } from './socket.ts';
import type { Tickets } from './tickets.ts';
import type { Turns } from './turns.ts';

/** What a picture needs of the hub. */
export interface Parts {
  readonly socket: HubSocket;
  readonly receiver: Receiver;
  readonly tickets: Tickets;
  readonly turns: Turns;
  readonly videos: Pool<HTMLVideoElement>;
  /** All open pictures. */
  readonly pictures: Set<object>;
}
