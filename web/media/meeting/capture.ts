import type { Source } from '../../../server/contract/meeting-room.ts';
import { cameraSize, isWeak } from './encodings.ts';

/** Why a device gives nothing: `refused` by the user or the browser; none is there; another program has it. */
export type CaptureCause = 'refused' | 'missing' | 'busy';

/** A device that could not be used. */
export class CaptureError extends Error {
  readonly reason: CaptureCause;
  readonly source: Source;

  constructor(source: Source, reason: CaptureCause) {
    super(`${source}: ${reason}`);
    this.name = 'CaptureError';
    this.source = source;
    this.reason = reason;
  }
}

/** Devices that the user chose in the device check, by their id; without one the browser's own choice. */
export interface Devices {
  camera?: string | undefined;
  microphone?: string | undefined;
  speaker?: string | undefined;
}

const DEVICES_KEY = 'room.devices';

/** Leaves for the room what was chosen; an empty id is no choice. */
export function keepDevices({ camera, microphone, speaker }: Devices): void {
  sessionStorage.setItem(DEVICES_KEY, JSON.stringify({ camera, microphone, speaker }));
}

/** What {@link keepDevices} left for this page. */
export function readDevices(text: string | null = sessionStorage.getItem(DEVICES_KEY)): Devices {
  let read: unknown;
  try {
    read = JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
  if (typeof read !== 'object' || read === null) return {};
  const fields = new Map(Object.entries(read));
  const id = (name: string): string | undefined => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { camera: id('camera'), microphone: id('microphone'), speaker: id('speaker') };
}

/**
 * Opens the microphone or the camera.
 * @throws CaptureError
 */
export async function openDevice(source: 'microphone' | 'camera', devices: Devices): Promise<MediaStreamTrack> {
  // An ideal only: a device that was pulled out must not keep one silent.
  const deviceId = { ideal: devices[source] ?? '' };
  const { width, height, frameRate } = cameraSize(isWeak(navigator.hardwareConcurrency));
  const video = { deviceId, width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate } };
  const audio = { deviceId, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const stream = await ask(source, (media) => media.getUserMedia(source === 'camera' ? { video } : { audio }));
  const [track] = stream.getTracks();
  if (!track) throw new CaptureError(source, 'missing');
  return track;
}

/**
 * Asks the user which screen or window to show; its sound comes with it where the browser has it.
 * @throws CaptureError
 */
export async function openScreen(): Promise<{ screen: MediaStreamTrack; sound: MediaStreamTrack | null }> {
  const stream = await ask('screen', (media) =>
    media.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: true }),
  );
  const [screen] = stream.getVideoTracks();
  if (!screen) throw new CaptureError('screen', 'missing');
  // Writing stays sharp, and pictures per second give way instead.
  screen.contentHint = 'detail';
  return { screen, sound: stream.getAudioTracks()[0] ?? null };
}

/** The types promise it; a page that came over plain http from elsewhere has none. */
export function mediaDevices(): MediaDevices | undefined {
  return 'mediaDevices' in navigator ? navigator.mediaDevices : undefined;
}

async function ask(source: Source, open: (media: MediaDevices) => Promise<MediaStream>): Promise<MediaStream> {
  const media = mediaDevices();
  if (!media) throw new CaptureError(source, 'missing');
  try {
    return await open(media);
  } catch (thrown) {
    throw new CaptureError(source, causeOf(thrown));
  }
}

/** What a browser's refusal means. */
export function causeOf(thrown: unknown): CaptureCause {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}
