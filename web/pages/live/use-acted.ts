import { useState } from 'react';

/** When the user last acted, by `performance.now()`: on the wall as a whole, and for single channels after that. */
export interface Acted {
  at: (channelId: string | null) => number;
  on: (channelIds: readonly string[]) => void;
  onWall: () => void;
}

/** The clocks of first pictures. */
export function useActed(): Acted {
  const [{ wall, channels }, set] = useState(() => ({
    wall: performance.now(),
    channels: new Map<string, number>(),
  }));
  return {
    at: (channelId) => (channelId && channels.get(channelId)) || wall,
    on: (channelIds) => {
      const now = performance.now();
      set((before) => ({
        wall: before.wall,
        channels: new Map([...before.channels, ...channelIds.map((id) => [id, now] as const)]),
      }));
    },
    onWall: () => set({ wall: performance.now(), channels: new Map() }),
  };
}
