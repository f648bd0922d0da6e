import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Camera, Mask, type MaskState, type Profile, TestPicture } from '../contract/camera.ts';
import { Placement } from '../contract/placement.ts';
import { PtzRecord } from '../contract/ptz.ts';
import type { Keys } from '../keys.ts';
import { rowParser } from './row.ts';
import { CameraRow, ChannelRow, ProfileRow } from './schema.ts';

export type StoredProfile = Profile & {
  /** `rtsp://`, without credentials. */
  streamUri: string;
};

export interface StoredChannel {
  id: string;
  /** The device's own token of the video source; empty for a plain RTSP URL. */
  token: string;
  name: string;
  profiles: StoredProfile[];
  masks: Mask[];
  /** The device's own tokens of the masks that it has taken. */
  maskTokens: string[];
  maskState: MaskState;
  /** Empty: it gets one when it is saved. */
  gbId: string;
  /** Null: it cannot be moved. */
  ptz: PtzRecord | null;
}

/** A camera with what never leaves the hub: its credentials and stream addresses. */
export type StoredCamera = Omit<Camera, 'channels' | 'username' | 'hasPassword' | 'gaps' | 'signPhoto' | 'initials'> & {
  /** Whether its declaration was complete when it was saved. */
  accepted: boolean;
  /** When the photo of its sign was taken in, ms since 1970; null: there is none. */
  signPhotoAt: number | null;
  credentials: Credentials | null;
  channels: StoredChannel[];
};

const Credentials = Type.Object({ username: Type.String(), password: Type.String() });
type Credentials = Static<typeof Credentials>;

// Compiled: a wall that changes reads each of its cameras some times over.
const placements = Compile(Placement);
const testPictures = Compile(TestPicture);
const someCredentials = Compile(Credentials);
const storedMasks = Compile(Type.Array(Mask));
const maskTokens = Compile(Type.Array(Type.String()));
const ptzRecords = Compile(PtzRecord);

export const parseCamera = rowParser('cameras', CameraRow);
export const parseChannel = rowParser('channels', ChannelRow);
export const parseProfile = rowParser('profiles', ProfileRow);

/** Puts the rows of one camera together. */
export function toCamera(found: unknown, channels: StoredChannel[], keys: Keys): StoredCamera {
  const row = parseCamera(found);
  const { credentials } = row;
  return {
    id: row.id,
    name: row.name,
    unitId: row.unit_id,
    placement: placements.Parse(JSON.parse(row.placement)),
    accepted: row.accepted === 1,
    signCode: row.sign_code,
    signPhotoAt: row.sign_photo_at,
    testPicture: row.test_picture === null ? null : testPictures.Parse(JSON.parse(row.test_picture)),
    kind: row.kind,
    address: row.address,
    port: row.port,
    credentials: credentials && someCredentials.Parse(JSON.parse(keys.open(credentials, row.id))),
    hardwareId: row.hardware_id,
    manufacturer: row.manufacturer,
    model: row.model,
    clockOffsetMs: row.clock_offset_ms,
    channels,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toCameraRow(camera: StoredCamera, keys: Keys): Static<typeof CameraRow> {
  const { credentials } = camera;
  return {
    id: camera.id,
    name: camera.name,
    unit_id: camera.unitId,
    placement: JSON.stringify(camera.placement),
    accepted: camera.accepted ? 1 : 0,
    sign_code: camera.signCode,
    sign_photo_at: camera.signPhotoAt,
    test_picture: camera.testPicture && JSON.stringify(camera.testPicture),
    kind: camera.kind,
    address: camera.address,
    port: camera.port,
    credentials: credentials && keys.seal(JSON.stringify(credentials), camera.id),
    hardware_id: camera.hardwareId,
    manufacturer: camera.manufacturer,
    model: camera.model,
    clock_offset_ms: camera.clockOffsetMs,
    created_at: camera.createdAt,
    updated_at: camera.updatedAt,
  };
}

/** @param profiles of this channel */
export function toChannel(found: unknown, profiles: StoredProfile[]): StoredChannel {
  const row = parseChannel(found);
  return {
    id: row.id,
    token: row.token,
    name: row.name,
    profiles,
    masks: storedMasks.Parse(JSON.parse(row.masks)),
    maskTokens: maskTokens.Parse(JSON.parse(row.mask_tokens)),
    maskState: row.mask_state,
    gbId: row.gb_id,
    ptz: row.ptz === null ? null : ptzRecords.Parse(JSON.parse(row.ptz)),
  };
}

/** @param position place among the channels of the camera, from 0 */
export function toChannelRow(cameraId: string, channel: StoredChannel, position: number): Static<typeof ChannelRow> {
  const { id, token, name, masks, maskTokens, maskState, gbId, ptz } = channel;
  return {
    id,
    camera_id: cameraId,
    position,
    token,
    name,
    masks: JSON.stringify(masks),
    mask_tokens: JSON.stringify(maskTokens),
    mask_state: maskState,
    gb_id: gbId,
    ptz: ptz && JSON.stringify(ptz),
  };
}

export function toProfile(found: unknown): StoredProfile {
  const { channel_id: _, b_frames, stream_uri, ...same } = parseProfile(found);
  return { ...same, bFrames: b_frames === 1, streamUri: stream_uri };
}

export function toProfileRow(channelId: string, profile: StoredProfile): Static<typeof ProfileRow> {
  const { bFrames, streamUri, ...same } = profile;
  return { ...same, channel_id: channelId, b_frames: bFrames ? 1 : 0, stream_uri: streamUri };
}
