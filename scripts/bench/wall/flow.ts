import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { lookAtTile } from '../../../test/rig/screen.ts';

/** One picture's counters, by its track. */
interface Track {
  received: number;
  decoded: number;
  /** By the decoder. */
  dropped: number;
  /** Painted too late, and so left out. */
  missed: number;
  freezes: number;
  frozenMs: number;
  lost: number;
}

/** What came to the screen in a time. */
export interface Flow {
  /** Pictures per second of each tile. */
  rates: number[];
  /** Percent of the pictures that came and were not painted. */
  droppedPercent: number;
  freezes: number;
  frozenMs: number;
  packetsLost: number;
}

/** Run in the page. */
const TRACKS = `async () => {
  const tracks = {};
  for (const connection of window.connections) {
    if (connection.connectionState === 'closed') continue;
    for (const stats of (await connection.getStats()).values()) {
      if (stats.type !== 'inbound-rtp' || stats.kind !== 'video' || stats.trackIdentifier === 'probator') continue;
      tracks[stats.trackIdentifier] = { received: stats.framesReceived ?? 0, decoded: stats.framesDecoded ?? 0,
        dropped: stats.framesDropped ?? 0, missed: 0, freezes: stats.freezeCount ?? 0,
        frozenMs: (stats.totalFreezesDuration ?? 0) * 1000, lost: stats.packetsLost ?? 0 };
    }
  }
  for (const video of document.querySelectorAll('[data-tile] video')) {
    const track = tracks[video.srcObject?.getVideoTracks()[0]?.id];
    if (track) track.missed = video.getVideoPlaybackQuality().droppedVideoFrames;
  }
  return tracks;
}`;

const read = (page: Page): Promise<Record<string, Track>> => page.evaluate<Record<string, Track>>(`(${TRACKS})()`);

/** Looks for so many seconds. A picture that changes its pace meanwhile counts from then on. */
export async function flow(page: Page, seconds: number): Promise<Flow> {
  const before = await read(page);
  const since = performance.now();
  await delay(seconds * 1000);
  const after = await read(page);
  const elapsed = (performance.now() - since) / 1000;
  const zero: Track = { received: 0, decoded: 0, dropped: 0, missed: 0, freezes: 0, frozenMs: 0, lost: 0 };
  const sum = { ...zero };
  const rates: number[] = [];
  for (const [id, track] of Object.entries(after)) {
    const from = before[id] ?? zero;
    rates.push(Math.max(0, track.decoded - from.decoded - Math.max(0, track.missed - from.missed)) / elapsed);
    for (const key of ['received', 'dropped', 'missed', 'freezes', 'frozenMs', 'lost'] as const) {
      sum[key] += Math.max(0, track[key] - from[key]);
    }
  }
  return {
    rates,
    droppedPercent: sum.received === 0 ? NaN : ((sum.dropped + sum.missed) / sum.received) * 100,
    freezes: sum.freezes,
    frozenMs: sum.frozenMs,
    packetsLost: sum.lost,
  };
}

/** Camera to screen of these tiles, ms, by the burnt-in clock; those where it cannot be read are left out. */
export async function latencies(page: Page, tiles: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const tile of tiles) {
    const sighting = await lookAtTile(page, tile);
    if (sighting !== null) found.push(sighting.latencyMs);
  }
  return found;
}

/** The protocols by which the page's connections go at this moment: `udp`, `tcp`. */
export async function protocols(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(async () => {
    const found = new Set();
    for (const connection of window.connections) {
      if (connection.connectionState !== 'connected') continue;
      const report = await connection.getStats();
      for (const stats of report.values()) {
        const pair = stats.type === 'transport' ? report.get(stats.selectedCandidatePairId) : undefined;
        if (pair) found.add(report.get(pair.localCandidateId).protocol);
      }
    }
    return [...found];
  })()`);
}
