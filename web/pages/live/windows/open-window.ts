import { rememberedPlace, type Place } from './place.ts';

/**
 * Opens a further window of the wall where it stood last, else on a monitor of its own where the browser tells of them. One
 * that is open already comes to the front.
 * @param query of its address
 * @returns false where the browser opens no windows for this page
 */
export async function openWindow(number: number, query: string): Promise<boolean> {
  const place = rememberedPlace(number) ?? (await freeMonitor(number));
  const size = place ?? { width: Math.round(screen.availWidth * 0.8), height: Math.round(screen.availHeight * 0.8) };
  const features = Object.entries(size).map(([name, value]) => `${name}=${value}`);
  const opened = window.open(`/live?${query}`, `hub-wall-${number}`, ['popup', ...features].join(','));
  opened?.focus();
  return opened !== null;
}

/** The first window is on the monitor in front; each further one gets the next of the others. */
async function freeMonitor(number: number): Promise<Place | null> {
  try {
    const details = await window.getScreenDetails?.();
    const others = details?.screens.filter((monitor) => monitor !== details.currentScreen) ?? [];
    const monitor = others[(number - 1) % Math.max(1, others.length)];
    if (!monitor) return null;
    const { availLeft: left, availTop: top, availWidth: width, availHeight: height } = monitor;
    return { left, top, width, height };
  } catch {
    return null; // The user does not want to tell.
  }
}
