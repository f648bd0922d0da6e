/** As many are remembered. */
const MOST = 40;
const STORED = 'hub.recent';

/** Keeps apart who uses one browser after the other. */
function keyOf(userId: string): string {
  return `${STORED}.${userId}`;
}

/** Channels that this user put on the wall in this browser, the last one first. */
export function loadRecent(userId: string): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return []; // Written by nobody of ours.
  }
}

/** Remembers them for {@link loadRecent}. */
export function storeRecent(userId: string, channelIds: readonly string[]): void {
  localStorage.setItem(keyOf(userId), JSON.stringify(channelIds));
}

/** With one more, which is the last one now. */
export function withRecent(before: readonly string[], channelId: string): string[] {
  return [channelId, ...before.filter((id) => id !== channelId)].slice(0, MOST);
}
