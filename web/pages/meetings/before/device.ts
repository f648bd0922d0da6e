/** How it stands with a camera or a microphone. */
export type DeviceState =
  | { kind: 'off' }
  | { kind: 'asking' }
  | { kind: 'on'; stream: MediaStream }
  /** `none`: there is none; `denied`: the browser does not let the page; `busy`: another program has it; `insecure`: not over https. */
  | { kind: 'none' | 'denied' | 'busy' | 'insecure' };

export type DeviceKind = 'camera' | 'microphone';
export type Trouble = 'none' | 'denied' | 'busy' | 'insecure';

/** What getUserMedia means by its refusal. */
export function troubleOf(thrown: unknown): Trouble {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return 'busy';
}

/**
 * Opens one. A device that was chosen before and is not there any more is no fault: then any.
 * @throws as getUserMedia
 */
export async function openDevice(kind: DeviceKind, id: string): Promise<MediaStream> {
  const wanted = id ? { deviceId: { exact: id } } : {};
  try {
    return await navigator.mediaDevices.getUserMedia(constraintsOf(kind, wanted));
  } catch (thrown) {
    if (!id || troubleOf(thrown) !== 'none') throw thrown;
    return await navigator.mediaDevices.getUserMedia(constraintsOf(kind, {}));
  }
}

function constraintsOf(kind: DeviceKind, wanted: MediaTrackConstraints): MediaStreamConstraints {
  if (kind === 'camera') return { video: { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 } } };
  return { audio: { ...wanted, echoCancellation: true, noiseSuppression: true } };
}

/** Whether this page may ask for devices at all: browsers let only pages over https (and this computer's own). */
export function mayAsk(): boolean {
  return (navigator.mediaDevices as MediaDevices | undefined) !== undefined;
}
