import type { Camera } from '../../../server/contract/camera.ts';

/** One line of the list: a channel, with what can be searched. */
export interface Entry {
  channelId: string;
  name: string;
  address: string;
  /** Parts of its picture are to be hidden, and are not. */
  unmasked: boolean;
  /** It can be turned. */
  movable: boolean;
}

/** Channels of all cameras; a camera with several gets a line for each, named after both. */
export function listEntries(cameras: readonly Camera[]): Entry[] {
  return cameras.flatMap((camera) =>
    camera.channels.map((channel) => ({
      channelId: channel.id,
      name: camera.channels.length > 1 && channel.name ? `${camera.name} · ${channel.name}` : camera.name,
      address: camera.address,
      unmasked: channel.maskState === 'unmasked',
      movable: channel.movable,
    })),
  );
}

/** Entries in whose name or address every word of the search occurs. */
export function searchEntries(entries: readonly Entry[], search: string): readonly Entry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return entries;
  return entries.filter(({ name, address }) => {
    const text = `${name} ${address}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
