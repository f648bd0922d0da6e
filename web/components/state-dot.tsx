import type { ChannelState, RelayState } from '../../server/contract/camera.ts';

const tones: Record<RelayState, 'idle' | 'busy' | 'live' | 'bad'> = {
  idle: 'idle',
  starting: 'busy',
  live: 'live',
  retrying: 'bad',
  stopped: 'idle',
};

/** Colour of a channel's state; the words stand beside it. A channel never heard of is idle. */
export function StateDot({ state }: { state: ChannelState | undefined }) {
  return <span className="dot" data-tone={tones[state?.state ?? 'idle']} aria-hidden="true" />;
}
