import type { Page } from 'playwright-core';

/** What a page heard and saw of others in a time. */
export interface Hearing {
  /** Voices that came at all. */
  voices: number;
  /** Longest time without a sound of any one voice, ms. */
  longestGapMs: number;
  /** Of the sound that was played, made up in place of what did not come, percent. */
  concealedPercent: number;
  /** Pictures per second of all tiles together, and how wide the widest one is, px. */
  pictures: number;
  width: number;
  /** What the page says of its line: `good` where it says nothing. */
  said: string;
  /** By what it came: `udp`, `tcp`. */
  protocols: string[];
}

/** Louder than nothing: below the faintest moment of a voice (`voice.ts`). */
const FAINT = 0.0004;
/** How often one listens, ms, and for how many samples each time: no moment is missed. */
const EVERY_MS = 15;
const SAMPLES = 1024;

/** Run in the page. */
const LISTEN = `async (ms) => {
  const context = new AudioContext();
  await context.resume();
  const stats = async () => {
    const found = { concealed: 0, played: 0, voices: 0, pictures: new Map(), protocols: [] };
    for (const connection of window.connections) {
      if (connection.connectionState !== 'connected') continue;
      const report = await connection.getStats();
      for (const one of report.values()) {
        if (one.type === 'inbound-rtp' && one.kind === 'audio' && one.packetsReceived > 0) {
          found.voices++;
          found.concealed += one.concealedSamples ?? 0;
          found.played += one.totalSamplesReceived ?? 0;
        }
        if (one.type === 'inbound-rtp' && one.kind === 'video') {
          found.pictures.set(one.id, { frames: one.framesDecoded ?? 0, width: one.frameWidth ?? 0 });
        }
        const pair = one.type === 'transport' ? report.get(one.selectedCandidatePairId) : undefined;
        if (pair) found.protocols.push(report.get(pair.localCandidateId).protocol);
      }
    }
    return found;
  };
  const ears = window.connections
    .filter(({ connectionState }) => connectionState === 'connected')
    .flatMap((connection) => connection.getReceivers())
    .filter(({ track }) => track.kind === 'audio' && track.readyState === 'live' && !track.muted)
    .map(({ track }) => {
      const ear = context.createAnalyser();
      ear.fftSize = ${SAMPLES};
      context.createMediaStreamSource(new MediaStream([track])).connect(ear);
      return { ear, heardAt: null, longest: 0 };
    });
  const before = await stats();
  const began = performance.now();
  const heard = new Float32Array(${SAMPLES});
  while (performance.now() - began < ms) {
    const now = performance.now();
    for (const one of ears) {
      one.ear.getFloatTimeDomainData(heard);
      if (!heard.some((value) => Math.abs(value) > ${FAINT})) continue;
      if (one.heardAt !== null) one.longest = Math.max(one.longest, now - one.heardAt);
      one.heardAt = now;
    }
    await new Promise((done) => setTimeout(done, ${EVERY_MS}));
  }
  const end = performance.now();
  const after = await stats();
  const moved = [...after.pictures].map(([id, { frames, width }]) => ({
    frames: frames - (before.pictures.get(id)?.frames ?? 0), width }));
  await context.close();
  const speaking = ears.filter(({ heardAt }) => heardAt !== null);
  return {
    voices: speaking.length,
    longestGapMs: speaking.length === 0 ? ms : Math.max(...speaking.map(({ longest, heardAt }) => Math.max(longest, end - heardAt))),
    concealedPercent: (100 * (after.concealed - before.concealed)) / Math.max(1, after.played - before.played),
    pictures: (moved.reduce((sum, { frames }) => sum + frames, 0) * 1000) / (end - began),
    width: Math.max(0, ...moved.filter(({ frames }) => frames > 0).map(({ width }) => width)),
    said: document.querySelector('.own-line [data-link]')?.dataset.link ?? 'good',
    protocols: [...new Set(after.protocols)],
  };
}`;

/** Listens and looks for so many seconds. */
export async function listen(page: Page, seconds: number): Promise<Hearing> {
  return page.evaluate<Hearing>(`(${LISTEN})(${seconds * 1000})`);
}
