import type { ChannelState } from '../../server/contract/camera.ts';
import { Emitter } from './emitter.ts';
import type { HubSocket } from './socket.ts';

/** The last known state of every channel that is not idle, kept up to date by the hub. */
export class ChannelStates extends Emitter<{ change: [] }> {
  #states: ReadonlyMap<string, ChannelState> = new Map();

  constructor(socket: HubSocket) {
    super();
    socket.on('hello', ({ states }) => this.#replace(new Map(states.map((state) => [state.channelId, state]))));
    socket.on('channel.state', (state) => this.#replace(new Map(this.#states).set(state.channelId, state)));
  }

  /** A new map after each change, the same one in between. */
  get all(): ReadonlyMap<string, ChannelState> {
    return this.#states;
  }

  #replace(states: ReadonlyMap<string, ChannelState>): void {
    this.#states = states;
    this.emit('change');
  }
}
