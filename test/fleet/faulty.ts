import type { Faults } from './faults.ts';

/**
 * What the faulty cameras of a large fleet have, one kind after the other: all that shows in one probe and one look.
 * So `frozen` is not among them, nor the answers that go on for ever.
 */
export const KINDS: readonly Partial<Faults>[] = [
  { wrongPassword: true },
  { onvif: 'silent' },
  { rtsp: 'closed' },
  { stream: 'stall' },
  { stream: 'black' },
  { clockSkewMs: 3_600_000 },
  { onvif: 'closed' },
  { rtsp: 'not-found' },
  { stream: 'no-keyframe' },
  { codec: 'mjpeg' },
  { onvif: 'html' },
  { rtsp: 'refused' },
  { stream: 'blank' },
  { onvif: 'no-profiles' },
  { rtsp: 'silent' },
  { stream: 'no-video' },
  { onvif: 'broken-xml' },
  { rtsp: 'udp-only' },
  { onvif: 'other-host' },
  { rtsp: 'garbage' },
  { onvif: 'entities' },
];

/** What is wrong with the `index`-th camera where `percent` of all are faulty, spread evenly; null: nothing. */
export function faultOf(index: number, percent: number): Partial<Faults> | null {
  const before = Math.floor((index * percent) / 100);
  if (Math.floor(((index + 1) * percent) / 100) === before) return null;
  return KINDS[before % KINDS.length] ?? null;
}
