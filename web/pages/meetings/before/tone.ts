const SECONDS = 1.2;

/** Plays a tone through an element, on a speaker of this computer; resolves when it is over. @throws what the browser refuses */
export async function playTone(audio: HTMLAudioElement, speakerId: string): Promise<void> {
  // Not every browser lets a page choose.
  if (speakerId && 'setSinkId' in audio) await audio.setSinkId(speakerId);
  const context = new AudioContext();
  try {
    const target = context.createMediaStreamDestination();
    const gain = context.createGain();
    gain.gain.value = 0.3;
    gain.connect(target);
    const tone = context.createOscillator();
    tone.frequency.value = 523;
    tone.connect(gain);
    const over = new Promise((resolve) => {
      tone.onended = resolve;
    });
    audio.srcObject = target.stream;
    await audio.play();
    tone.start();
    tone.stop(context.currentTime + SECONDS);
    await over;
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}
