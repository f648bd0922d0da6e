const EVERY_MS = 3_000;
const TONES = [740, 590, 740, 590];

/** Rings until it is told to stop. Silent where the browser wants a click first. @returns stops it */
export function startRinging(): () => void {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.value = 0.2;
  gain.connect(context.destination);
  const ring = (): void => {
    for (const [index, frequency] of TONES.entries()) {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(context.currentTime + index * 0.25);
      tone.stop(context.currentTime + index * 0.25 + 0.2);
    }
  };
  ring();
  const timer = setInterval(ring, EVERY_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
