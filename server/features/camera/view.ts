import type { Camera, Channel, Profile } from '../../contract/camera.ts';
import { gapsOf } from './declaration.ts';
import { initialsOf } from './initials.ts';
import type { StoredCamera, StoredChannel, StoredProfile } from '../../store/camera-record.ts';

/** What a page may see of a camera: not its password, and no stream address. */
export function toView({ credentials, channels, accepted: _, signPhotoAt, ...same }: StoredCamera): Camera {
  return {
    ...same,
    initials: initialsOf(same.name),
    gaps: gapsOf(same.placement),
    signPhoto: signPhotoAt !== null,
    username: credentials?.username ?? '',
    hasPassword: (credentials?.password ?? '') !== '',
    channels: channels.map(toChannelView),
  };
}

export function toChannelView({ profiles, token: _, maskTokens: __, ptz, ...same }: StoredChannel): Channel {
  return { ...same, profiles: profiles.map(toProfileView), movable: ptz !== null };
}

export function toProfileView({ streamUri: _, ...profile }: StoredProfile): Profile {
  return profile;
}
