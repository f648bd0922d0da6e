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
  const gain = context.createGain();
  gain.gain.value = 0.15;
  gain.connect(context.destination);
  for (const [index, frequency] of [880, 660].entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(context.currentTime + index * 0.25);
    tone.stop(context.currentTime + index * 0.25 + 0.2);
    if (index === 1) tone.onended = () => void context.close();
  }
}
