const STORED = 'hub.kiosk';

/**
 * The token of this screen: out of the link that it was set up with, and from then on out of this browser's storage. The
 * link's end is taken out of the address, where somebody could read it.
 * @returns `fresh`: it came with the link just now
 */
export function takeToken(): { token: string | null; fresh: boolean } {
  const given = location.hash.slice(1);
  if (!given) return { token: localStorage.getItem(STORED), fresh: false };
  localStorage.setItem(STORED, given);
  history.replaceState(history.state, '', location.pathname + location.search);
  return { token: given, fresh: true };
}
