import type { types } from 'mediasoup';

/** What one sends. The screen is a stream beside the camera, with its own sound. */
export type MeetingSource = 'microphone' | 'camera' | 'screen' | 'screen-sound';

/** The sender's own switch of a source; `closed` takes it out of the room. */
export type SourceSwitch = 'on' | 'off' | 'closed';

const KINDS: Record<MeetingSource, types.MediaKind> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  'screen-sound': 'audio',
};

/** Whether a source is sound or picture. */
export function kindOf(source: MeetingSource): types.MediaKind {
  return KINDS[source];
}

/** Throws TypeError where a codec is not of the source's kind: mediasoup itself takes a picture for a microphone. */
export function checkCodecs(source: MeetingSource, { codecs }: types.RtpParameters): void {
  const kind = kindOf(source);
  const isOdd = !Array.isArray(codecs) || codecs.some((codec) => !codec.mimeType.startsWith(`${kind}/`));
  if (isOdd) throw new TypeError(`a ${source} is ${kind}`);
}
