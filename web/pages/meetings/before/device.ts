import { mediaDevices, type CaptureCause } from '../../../media/meeting/capture.ts';

/** How it stands with a camera or a microphone. */
export type DeviceState =
  | { kind: 'off' }
  | { kind: 'asking' }
  | { kind: 'on'; stream: MediaStream }
  /** `insecure`: the page did not come over https. */
  | { kind: CaptureCause | 'insecure' };

/** Whether this page may ask for devices at all: browsers let only pages over https (and this computer's own). */
export function mayAsk(): boolean {
  return mediaDevices() !== undefined;
}
