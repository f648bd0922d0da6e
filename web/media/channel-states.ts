import type { ChannelState } from '../../server/contract/camera.ts';
import { Emitter } from './emitter.ts';
import type { HubSocket } from './socket.ts';

/** A wall that changes brings dozens of news at once: they are told together, ms. */
const TOGETHER_MS = 50;

/** The last known state of every channel that is not idle, kept up to date by the hub. */
export class ChannelStates extends Emitter<{ change: [] }> {
  #states = new Map<string, ChannelState>();
  #told: ReadonlyMap<string, ChannelState> = this.#states;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: HubSocket) {
    super();
    socket.on('hello', ({ states }) => {
      this.#states = new Map(states.map((state) => [state.channelId, state]));
      this.#tell();
    });
    socket.on('channel.state', (state) => {
      this.#states.set(state.channelId, state);
      this.#timer ??= setTimeout(() => this.#tell(), TOGETHER_MS);
    });
  }

  /** As it is now. */
  of(channelId: string): ChannelState | undefined {
    return this.#states.get(channelId);
  }

  /** As told last: a new map with each `change`, the same one in between. */
  get all(): ReadonlyMap<string, ChannelState> {
    return this.#told;
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#told = new Map(this.#states);
    this.emit('change');
  }
}
