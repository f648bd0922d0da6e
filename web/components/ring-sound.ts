import { playTones } from './tones.ts';

const EVERY_MS = 3_000;
const TONES = [740, 590, 740, 590];

/** Rings until it is told to stop. Silent where the browser wants a click first. @returns stops it */
export function startRinging(): () => void {
  const context = new AudioContext();
  const ring = (): void => {
    // Until the click time stands still: all rings would sound at once then.
    if (context.state === 'running') playTones(context, TONES, 0.2);
  };
  ring();
  const timer = setInterval(ring, EVERY_MS);
  context.onstatechange = ring;
  return () => {
    clearInterval(timer);
    context.onstatechange = null;
    void context.close();
  };
}
