import type { RoomLayout } from '../../../server/contract/meeting-room.ts';

/** What a key does in the room. */
export type RoomKey = { act: 'microphone' | 'camera' | 'hand' } | { act: 'layout'; layout: RoomLayout };

/** In the order of the digits that choose them. */
export const roomLayouts = ['speaker', 'grid', 'one-and-many', 'sites'] as const satisfies readonly RoomLayout[];

/** The part of a KeyboardEvent that counts. */
export interface Key {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
}

/** What is to be done for a key; null for one that is not ours. @param typing the focus is in a field */
export function roomKey({ key, ctrlKey, altKey, metaKey, repeat }: Key, typing: boolean): RoomKey | null {
  if (typing || ctrlKey || altKey || metaKey || repeat) return null;
  const layout = /^[1-4]$/.test(key) ? roomLayouts[Number(key) - 1] : undefined;
  if (layout) return { act: 'layout', layout };
  switch (key.toLowerCase()) {
    case 'm':
      return { act: 'microphone' };
    case 'v':
      return { act: 'camera' };
    case 'h':
      return { act: 'hand' };
    default:
      return null;
  }
}
