import { useState } from 'react';

/** What is switched on for single channels; it goes with a channel wherever that goes on the wall. */
export interface TileMarks {
  /** The one that is heard. */
  sound: string | null;
  /** The one whose pad to turn it is open. */
  ptz: string | null;
  /** Those whose figures are shown. */
  stats: ReadonlySet<string>;
  toggleSound: (channelId: string | null) => void;
  togglePtz: (channelId: string | null) => void;
  toggleStats: (channelId: string | null) => void;
}

export function useTileMarks(): TileMarks {
  const [sound, setSound] = useState<string | null>(null);
  const [ptz, setPtz] = useState<string | null>(null);
  const [stats, setStats] = useState<ReadonlySet<string>>(new Set());
  return {
    sound,
    ptz,
    stats,
    toggleSound: (channelId) => setSound((before) => (before === channelId ? null : channelId)),
    togglePtz: (channelId) => setPtz((before) => (before === channelId ? null : channelId)),
    toggleStats: (channelId) => channelId && setStats((before) => toggled(before, channelId)),
  };
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const others = new Set(set);
  if (!others.delete(item)) others.add(item);
  return others;
}
