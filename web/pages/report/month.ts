/** The month before the one that a moment lies in, `YYYY-MM`: the last one that is complete. */
export function lastMonth(now: number): string {
  const today = new Date(now);
  return monthOf(new Date(today.getFullYear(), today.getMonth() - 1, 1));
}

/** The month that a moment lies in, `YYYY-MM`. */
export function thisMonth(now: number): string {
  return monthOf(new Date(now));
}

/** A month out of an address; null for what is none. */
export function readMonth(text: string | null): string | null {
  return text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : null;
}

function monthOf(day: Date): string {
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}`;
}
