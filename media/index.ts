/** All that the server may use of media. */
export { causes, MediaError, type Cause } from './error.ts';
export { loadFfmpegConfig, type FfmpegConfig } from './ffmpeg-config.ts';
export type { Credentials, StreamAddress } from './ffmpeg.ts';
export { Workers, type WorkersOptions } from './workers.ts';
export { Room } from './room.ts';
export { Peer } from './peer.ts';
export { type Pace, View } from './view.ts';
export { Relay, type RelaySource, type RelayState } from './relay.ts';
export { Relays, type Lease, type RelaysOptions } from './relays.ts';
export { MeetingRoom, type MeetingRoomOptions } from './meeting/meeting-room.ts';
export { Member } from './meeting/member.ts';
export type { LinkGrade } from './meeting/link.ts';
export type { MeetingSource } from './meeting/source.ts';
export type { TransportOptions } from './transport-options.ts';
export { lookAtStream, type LookOptions, type StreamLook } from './look.ts';
export { decodePosters, type PosterFrame } from './poster.ts';
export { decodeKeyframes, type Keyframe, type Thumbnail } from './thumbnail.ts';
export { judgePicture, type PictureFault } from './judge.ts';
export { isConvex, type MaskShape } from './mask.ts';
export { decodeStill } from './still.ts';
export { takeSnapshot } from './snapshot.ts';
export { burnIn, NoFontError } from './burn.ts';
export { redact } from './redact.ts';
export {
  type AliveOptions,
  type Change,
  type DeviceOptions,
  discover,
  type DiscoverOptions,
  type DiscoveryEvent,
  type FoundDevice,
  isAlive,
  type MaskOptions,
  type MaskResult,
  MAX_TARGETS,
  type OnvifChannel,
  type OnvifDescription,
  type OnvifProfile,
  parseTargets,
  probeOnvif,
  type ProbeOptions,
  type PtzAbilities,
  PtzDevice,
  type PtzOptions,
  type PtzPlace,
  type PtzPlaceName,
  type PtzVector,
  reboot,
  requestSyncPoint,
  setClock,
  setMasks,
  setNtp,
  setPassword,
  setScreenName,
  setWallProfile,
  type SyncPointOptions,
  type WallProfile,
} from './onvif/index.ts';
