import type { MeetingSource } from './source.ts';

/** Widest tile, device px, for which the smallest layer (180 lines) and the middle one (360) are enough. */
const SMALL = 200;
const MIDDLE = 480;

/** The simulcast layer for a tile of this width, device px; where a sender has fewer, mediasoup takes its largest. */
export function layerFor(width: number): number {
  if (width <= SMALL) return 0;
  return width <= MIDDLE ? 1 : 2;
}

/**
 * Who of the pictures gets the link's capacity first (1 to 255). Each gets its smallest layer before any gets a second
 * one; what is large comes first. Sound needs none: mediasoup never holds it back for a picture.
 */
export function priorityOf(source: MeetingSource, width: number): number {
  return source === 'screen' ? 8 : 1 << layerFor(width);
}
