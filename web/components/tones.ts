/** Tones are so far apart, and as long, s. */
const APART = 0.25;
const LONG = 0.2;

/**
 * Plays tones one after the other.
 * @param frequencies Hz
 * @param volume 0 to 1
 * @param played the last has ended
 */
export function playTones(
  context: AudioContext,
  frequencies: readonly number[],
  volume: number,
  played?: () => void,
): void {
  const gain = context.createGain();
  gain.gain.value = volume;
  gain.connect(context.destination);
  for (const [index, frequency] of frequencies.entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(context.currentTime + index * APART);
    tone.stop(context.currentTime + index * APART + LONG);
    if (played && index === frequencies.length - 1) tone.onended = played;
  }
}
