import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { ClockReading } from '../fleet/clock.ts';

/** What one look at a tile's picture tells. */
export interface Sighting extends ClockReading {
  /** Camera to screen, ms, where the fleet plays in step with this machine's clock. */
  latencyMs: number;
}

const CLOCK = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '../fleet/clock.ts'), 'utf8')).replace(
  /^export /gm,
  '',
);

/** Longest wait for the next frame, ms: a video that stands still, or is just being replaced, has none. */
const FRAME_MS = 1_000;

/** Run in the page: reads the clock when the next frame is put on the screen. */
const LOOK = `async (selector) => {
  ${CLOCK}
  const video = document.querySelector(selector);
  if (video === null) return null;
  const shown = await new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve(true));
    setTimeout(() => resolve(false), ${FRAME_MS});
  });
  if (!shown) return null;
  const now = Date.now();
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const reading = decodeClock(data, canvas.width, canvas.height);
  if (reading === null) return null;
  // The clock starts anew with each loop of the clip: the nearest moment that fits.
  const loops = (now - reading.positionMs) / reading.loopMs;
  return { ...reading, latencyMs: (loops - Math.round(loops)) * reading.loopMs };
}`;

/** Looks at the next picture of a video; null where there is none, or no clock in it. */
export async function lookAt(page: Page, selector: string): Promise<Sighting | null> {
  return page.evaluate<Sighting | null>(`(${LOOK})(${JSON.stringify(selector)})`);
}

/** Looks at the next picture of a tile; null where there is none, or no clock in it. */
export async function lookAtTile(page: Page, tile = 0): Promise<Sighting | null> {
  return lookAt(page, `[data-tile="${tile}"] video`);
}

/** Keeps every RTCPeerConnection of the page within reach, for its statistics. Call before the page is opened. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(`{
    const Native = window.RTCPeerConnection;
    window.connections = [];
    window.RTCPeerConnection = class extends Native {
      constructor(...args) { super(...args); window.connections.push(this); }
    };
  }`);
}

/** What the browser counted for all that it receives now. */
export interface Reception {
  framesDecoded: number;
  framesDropped: number;
  freezeCount: number;
  packetsLost: number;
  audioPackets: number;
  audioSamples: number;
  /** Grows with every sample that is not silent. */
  audioEnergy: number;
  /** Codecs of the sound, e.g. `audio/PCMA`. */
  audioCodecs: string[];
}

export async function readReception(page: Page): Promise<Reception> {
  return page.evaluate<Reception>(`(async () => {
    const sum = { framesDecoded: 0, framesDropped: 0, freezeCount: 0, packetsLost: 0, audioPackets: 0, audioSamples: 0,
      audioEnergy: 0, audioCodecs: [] };
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const stats of report.values()) {
        if (stats.type !== 'inbound-rtp' || stats.trackIdentifier === 'probator') continue;
        sum.packetsLost += stats.packetsLost;
        if (stats.kind === 'video') {
          sum.framesDecoded += stats.framesDecoded;
          sum.framesDropped += stats.framesDropped;
          sum.freezeCount += stats.freezeCount;
        } else {
          sum.audioPackets += stats.packetsReceived;
          sum.audioSamples += stats.totalSamplesReceived;
          sum.audioEnergy += stats.totalAudioEnergy;
          const codec = report.get(stats.codecId);
          if (codec !== undefined) sum.audioCodecs.push(codec.mimeType);
        }
      }
    }
    return sum;
  })()`);
}
