/** How long to wait before a further attempt. */
export interface BackoffOptions {
  /** Wait before the first further attempt, ms. */
  first: number;
  /** Longest wait, ms. */
  most: number;
}

/**
 * Doubles with every attempt up to the longest wait, and takes off up to a half by chance,
 * so that a hundred pages do not come back in the same moment after a restart of the hub.
 * @param attempt 0 for the first further attempt
 * @returns ms
 */
export function backoff(attempt: number, { first, most }: BackoffOptions, chance = Math.random()): number {
  const whole = Math.min(most, first * 2 ** Math.min(attempt, 30));
  return whole * (1 - chance / 2);
}
