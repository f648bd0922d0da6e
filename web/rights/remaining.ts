/** Below this the time left is counted down, ms. */
export const SOON_MS = 5 * 60_000;

/** Time left as `m:ss`; `0:00` when it is over. @param ms left */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Time left in whole minutes, no more than there are. @param ms left */
export function hoursAndMinutes(ms: number): { hours: number; minutes: number } {
  const all = Math.max(0, Math.floor(ms / 60_000));
  return { hours: Math.floor(all / 60), minutes: all % 60 };
}
