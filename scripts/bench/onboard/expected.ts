import type { Cause } from '../../../server/contract/camera.ts';
import type { Faults } from '../../../test/fleet/index.ts';

type OnvifFault = NonNullable<Faults['onvif']>;
type RtspFault = NonNullable<Faults['rtsp']>;
type StreamFault = NonNullable<Faults['stream']>;

const ONVIF: Partial<Record<OnvifFault, Cause>> = {
  closed: 'tcp',
  silent: 'timeout',
  html: 'onvif',
  'broken-xml': 'onvif',
  entities: 'onvif',
  'other-host': 'other-host',
  'no-profiles': 'codec',
};
const RTSP: Partial<Record<RtspFault, Cause>> = {
  closed: 'tcp',
  reset: 'tcp',
  silent: 'timeout',
  garbage: 'rtsp',
  'not-found': 'rtsp',
  refused: 'rtsp',
};
const STREAM: Partial<Record<StreamFault, Cause>> = {
  stall: 'no-packets',
  'no-keyframe': 'no-keyframe',
  'no-video': 'codec',
  black: 'black',
  blank: 'blank',
};

/** What a camera with this fault must be said to have; null: it must be registered without a word. */
export function expectedCause(fault: Partial<Faults> | null): Cause | null {
  if (fault === null) return null;
  if (fault.wrongPassword === true) return 'credentials';
  if (fault.codec === 'mjpeg') return 'codec';
  if (fault.onvif) return ONVIF[fault.onvif] ?? null;
  if (fault.rtsp) return RTSP[fault.rtsp] ?? null;
  if (fault.stream) return STREAM[fault.stream] ?? null;
  return null;
}
