import type { RelaySource } from '../../../media/index.ts';
import { requestSyncPoint } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { StoredCamera, StoredChannel, StoredProfile } from '../../store/camera-record.ts';
import { HubError } from '../../errors.ts';

/** Tiles up to this width, in device px, are served by `sub`. */
const SMALL_TILE = 640;

/** A channel with its camera, and the stream that fits a tile. */
export interface Stream {
  camera: StoredCamera;
  channel: StoredChannel;
  profile: StoredProfile;
}

/** @throws HubError `channel.unknown` if the channel has no stream */
export function streamFor({ camera, channel }: Omit<Stream, 'profile'>, width: number): Stream {
  const profile = chooseProfile(channel.profiles, width);
  if (profile === undefined) throw new HubError('channel.unknown');
  return { camera, channel, profile };
}

/** `sub` for a small tile where there is one, else `main`. */
export function chooseProfile<P extends { role: string }>(profiles: readonly P[], width: number): P | undefined {
  const wanted = width <= SMALL_TILE ? 'sub' : 'main';
  return profiles.find(({ role }) => role === wanted) ?? profiles.find(({ role }) => role === 'main') ?? profiles[0];
}

/**
 * What a relay needs. The address is looked up and checked here, and the relay gets it in numbers.
 * @throws HubError as CameraRanges.resolve; `camera.codec`
 */
export async function relaySource({ camera, channel, profile }: Stream, ranges: CameraRanges): Promise<RelaySource> {
  const { codec, bFrames, audio, token: profileToken } = profile;
  if (codec === 'other') throw new HubError('camera.codec');
  const url = await ranges.resolveUrl(profile.streamUri);
  const masks = channel.masks.map(({ corners }) => corners);
  const source = { url, credentials: camera.credentials ?? undefined, codec, bFrames, audio, masks };
  if (camera.kind !== 'onvif') return source;
  const address = await ranges.resolve(camera.address);
  const credentials = camera.credentials ?? { username: '', password: '' };
  return {
    ...source,
    requestKeyframe: () => requestSyncPoint({ address, port: camera.port, credentials, profileToken }),
  };
}

/** Whether it is the same picture still: a renamed camera's is. */
export function sameStream(now: StoredCamera, { channel, profile }: Stream): boolean {
  const same = now.channels.find(({ id }) => id === channel.id);
  const uri = same?.profiles.find(({ role }) => role === profile.role)?.streamUri;
  return uri === profile.streamUri && JSON.stringify(same?.masks) === JSON.stringify(channel.masks);
}
