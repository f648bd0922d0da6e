import type { types } from 'mediasoup';

/** Payload types of the hub's own RTP between feed and mediasoup; those of G.711 are RFC 3551's. */
export const PAYLOAD_TYPES = { H264: 96, PCMA: 8, PCMU: 0 } as const;

/**
 * Constrained baseline, level 3.1, as every browser offers it. Browsers decode main and high under this name, too, as
 * long as there are no B-frames.
 */
const H264_PARAMETERS = { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 };

/** What a room carries. */
export const MEDIA_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'video', mimeType: 'video/H264', clockRate: 90000, parameters: H264_PARAMETERS },
  { kind: 'audio', mimeType: 'audio/PCMA', clockRate: 8000, preferredPayloadType: PAYLOAD_TYPES.PCMA },
  { kind: 'audio', mimeType: 'audio/PCMU', clockRate: 8000, preferredPayloadType: PAYLOAD_TYPES.PCMU },
];

/** RTP parameters of a relay's video, for `transport.produce()`. */
export function videoParameters(ssrc: number): types.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/H264',
        clockRate: 90000,
        payloadType: PAYLOAD_TYPES.H264,
        parameters: H264_PARAMETERS,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
    ],
    encodings: [{ ssrc }],
  };
}

/** RTP parameters of a relay's sound. */
export function audioParameters(ssrc: number, codec: 'PCMA' | 'PCMU'): types.RtpParameters {
  return {
    codecs: [{ mimeType: `audio/${codec}`, clockRate: 8000, payloadType: PAYLOAD_TYPES[codec] }],
    encodings: [{ ssrc }],
  };
}
