import type { ChannelState, ProfileRole } from '../../contract/camera.ts';
import type { Relay, Relays } from '../../../media/index.ts';

/** Changes of one moment are told together, ms: a wall that opens makes dozens. */
const COALESCE = 100;

const SEPARATOR = '/';
const roles: readonly ProfileRole[] = ['main', 'sub'];

/** A relay's key: one pull per channel and profile. */
export function relayKey(channelId: string, role: ProfileRole): string {
  return channelId + SEPARATOR + role;
}

/** The keys of all relays that a channel may have. */
export function relayKeys(channelId: string): string[] {
  return roles.map((role) => relayKey(channelId, role));
}

/** What each channel does, put together from its relays; changes are told once per moment and channel. */
export class ChannelStates {
  readonly #relays: Relays;
  readonly #tell: (state: ChannelState) => void;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(relays: Relays, tell: (state: ChannelState) => void) {
    this.#relays = relays;
    this.#tell = tell;
    relays.on('state', ({ key }) => this.#onState(key));
  }

  /** Of one channel; `idle` if nothing of it runs. */
  of(channelId: string): ChannelState {
    return merge(
      channelId,
      relayKeys(channelId).flatMap((key) => this.#relays.get(key) ?? []),
    );
  }

  /** Of all channels that are not idle. */
  list(): ChannelState[] {
    const channels = Map.groupBy(this.#relays.list(), ({ key }) => channelOf(key));
    return [...channels].map(([channelId, relays]) => merge(channelId, relays));
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #onState(key: string): void {
    this.#changed.add(channelOf(key));
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const channelId of changed) this.#tell(this.of(channelId));
    }, COALESCE);
  }
}

/** Id of the channel that a relay is of. */
export function channelOf(key: string): string {
  return key.split(SEPARATOR, 1)[0] ?? key;
}

/** A channel is as its relay in most trouble: a failure must not hide behind the other stream. */
const order = ['retrying', 'starting', 'live', 'stopped', 'idle'] as const;

function merge(channelId: string, relays: readonly Relay[]): ChannelState {
  const [leading] = [...relays].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return {
    channelId,
    state: leading?.state ?? 'idle',
    cause: leading?.cause ?? null,
    since: leading?.since ?? Date.now(),
    viewers: relays.reduce((sum, { viewers }) => sum + viewers, 0),
    transcoding: relays.some(({ transcoding }) => transcoding),
  };
}
