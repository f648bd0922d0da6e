import type { Camera } from '../../../../server/contract/camera.ts';
import type { Place } from '../../../components/map/projection.ts';

/** What can be put on the wall: a channel, with what it is found by. */
export interface Entry {
  channelId: string;
  cameraId: string;
  name: string;
  /** Where it stands, in words. */
  place: string;
  unitId: string;
  /** Of the name, in pinyin. */
  initials: string;
  address: string;
  gbId: string;
  /** Null: not known. */
  at: Place | null;
  /** Parts of its picture are to be hidden, and are not. */
  unmasked: boolean;
  /** It can be turned. */
  movable: boolean;
}

/** Channels of all cameras; a camera with several gets a line for each, named after both. */
export function listEntries(cameras: readonly Camera[]): Entry[] {
  return cameras.flatMap(({ id, name, placement, unitId, initials, address, channels }) => {
    const { place, longitude, latitude } = placement;
    const at = longitude === null || latitude === null ? null : { longitude, latitude };
    return channels.map((channel) => ({
      channelId: channel.id,
      cameraId: id,
      name: channels.length > 1 && channel.name ? `${name} · ${channel.name}` : name,
      place,
      unitId,
      initials,
      address,
      gbId: channel.gbId,
      at,
      unmasked: channel.maskState === 'unmasked',
      movable: channel.movable,
    }));
  });
}
