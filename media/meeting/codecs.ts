import type { types } from 'mediasoup';
import { MEDIA_CODECS } from '../codecs.ts';

/**
 * What a meeting carries. Opus comes first for voices, VP8 for pictures: each browser sends three layers of it, on any
 * processor. The H.264 of the cameras passes, too, as it is.
 */
export const MEETING_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ...MEDIA_CODECS,
];
