import { call } from '../../../api/client.ts';

const LOOKS = 5;

/** The way to the hub and back, ms: the middle one of several, after one that opens the way. @throws HubError */
export async function measureRoundTrip(signal: AbortSignal): Promise<number> {
  const times: number[] = [];
  for (let look = 0; look <= LOOKS; look++) {
    const begun = performance.now();
    await call('session.read', { signal });
    if (look > 0) times.push(performance.now() - begun);
  }
  return middle(times);
}

/** In words; the figures are those at which talk begins to stumble. */
export function gradeOf(ms: number): 'good' | 'fair' | 'poor' {
  if (ms < 150) return 'good';
  return ms < 400 ? 'fair' : 'poor';
}

/** The median; NaN of nothing. */
export function middle(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
