import type { types } from 'mediasoup-client';
import type { Source } from '../../../server/contract/meeting-room.ts';

/** How a source is sent, for mediasoup-client's `transport.produce()`. */
export type Sending = Pick<types.ProducerOptions, 'encodings' | 'codecOptions'> & { codec: 'video/vp8' | 'audio/opus' };

/** A computer with so few cores sends a smaller picture: three layers of 720p would take all of one. */
const WEAK_CORES = 2;

/** Whether this computer should send less. @param cores `navigator.hardwareConcurrency` */
export function isWeak(cores: number): boolean {
  return cores <= WEAK_CORES;
}

/** Size of the camera's picture; a weak computer's has no layer of 720p. */
export function cameraSize(weak: boolean): { width: number; height: number; frameRate: number } {
  return weak ? { width: 640, height: 360, frameRate: 20 } : { width: 1280, height: 720, frameRate: 25 };
}

/** Bit rates in bit/s: three layers are together what a village's line carries upward; the browser drops the upper ones itself. */
export function sendingOf(source: Source, weak: boolean): Sending {
  switch (source) {
    case 'microphone':
      return { codec: 'audio/opus', codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
    case 'screen-sound':
      return { codec: 'audio/opus', codecOptions: { opusStereo: true, opusDtx: false, opusFec: true } };
    case 'screen':
      // One layer: writing must stay readable, and a pointer may jump.
      return { codec: 'video/vp8', encodings: [{ maxBitrate: 2_500_000, maxFramerate: 15 }] };
    case 'camera':
      return { codec: 'video/vp8', encodings: layers(weak), codecOptions: { videoGoogleStartBitrate: 600 } };
  }
}

function layers(weak: boolean): types.RtpEncodingParameters[] {
  const low = { maxBitrate: 150_000, scalabilityMode: 'L1T2' };
  const middle = { maxBitrate: 500_000, scalabilityMode: 'L1T2' };
  if (weak)
    return [
      { ...low, scaleResolutionDownBy: 2 },
      { ...middle, scaleResolutionDownBy: 1 },
    ];
  return [
    { ...low, scaleResolutionDownBy: 4 },
    { ...middle, scaleResolutionDownBy: 2 },
    { maxBitrate: 1_500_000, scaleResolutionDownBy: 1, scalabilityMode: 'L1T2' },
  ];
}
