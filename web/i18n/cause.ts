import type { Cause } from '../../server/contract/camera.ts';

const causes: Record<Cause, true> = {
  address: true,
  tcp: true,
  timeout: true,
  onvif: true,
  'too-large': true,
  'other-host': true,
  range: true,
  credentials: true,
  rtsp: true,
  codec: true,
  'no-packets': true,
  'no-keyframe': true,
  'transcode-limit': true,
  process: true,
  black: true,
  blank: true,
  frozen: true,
  refused: true,
};

/** The cause in an error code `camera.<cause>`; null in any other code. */
export function causeOf(code: string): Cause | null {
  const word = code.startsWith('camera.') ? code.slice('camera.'.length) : '';
  return isCause(word) ? word : null;
}

function isCause(word: string): word is Cause {
  return Object.hasOwn(causes, word);
}
