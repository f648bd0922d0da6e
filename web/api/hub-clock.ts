/** How far the hub's clock is ahead of this page's, ms. */
let offsetMs = 0;
/** A Date header counts in whole seconds: what differs by no more is the same clock. */
const RESOLUTION_MS = 2000;

/** Learns from the Date header of an answer. */
export function noteHubTime(date: string | null, now = Date.now()): void {
  const hub = Date.parse(date ?? '');
  if (!Number.isNaN(hub) && Math.abs(hub - now - offsetMs) > RESOLUTION_MS) offsetMs = hub - now;
}

/** A time of this page's clock by the hub's, within about two seconds; ms since 1970. */
export function toHubTime(now: number): number {
  return now + offsetMs;
}
