import { playTones } from './tones.ts';

const STORED = 'hub.alert-sound';

/** Whether this browser sounds at an alert; it does not unless told to. */
export function soundWanted(): boolean {
  return localStorage.getItem(STORED) === 'on';
}

/** Remembered in this browser. */
export function wantSound(on: boolean): void {
  if (on) localStorage.setItem(STORED, 'on');
  else localStorage.removeItem(STORED);
}

/** Two short tones. Silent where the browser wants a click first. */
export function soundAlert(): void {
  const context = new AudioContext();
  playTones(context, [880, 660], 0.15, () => void context.close());
}
