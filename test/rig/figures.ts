/** The value below which `share` (0-1) of the values lie (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Rounded to `digits` decimals. */
export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

/** One row of a table for people: least, median, p95, most. */
export function spread(values: readonly number[]): Record<string, number> {
  return {
    count: values.length,
    min: round(Math.min(...values)),
    median: round(median(values)),
    p95: round(percentile(values, 0.95)),
    max: round(Math.max(...values)),
  };
}
