/** What the user is told about one picture. Nulls where the browser does not say. */
export interface VideoStats {
  /** Received in the last interval, bit/s; null at the first reading. */
  bitrate: number | null;
  /** Size of the decoded picture, px. */
  width: number | null;
  height: number | null;
  /** Decoded frames per second. */
  fps: number | null;
  /** Since the picture began. */
  framesDropped: number;
  packetsLost: number;
}

/** Counters at one moment, to compare the next reading with. */
export interface Reading {
  /** ms since 1970 */
  at: number;
  bytes: number;
}

type Row = Record<string, unknown>;

/**
 * Reads the picture's own row of `RTCPeerConnection.getStats()`. Only that row counts: mediasoup-client's
 * bandwidth probator shows as one more inbound stream, so the row is found by its track.
 * @returns null as long as the browser has no row for the track
 */
export function readVideoStats(
  rows: Iterable<Row>,
  trackId: string,
  before: Reading | null,
): { stats: VideoStats; reading: Reading } | null {
  for (const row of rows) {
    if (row.type !== 'inbound-rtp' || row.trackIdentifier !== trackId) continue;
    const reading = { at: count(row.timestamp), bytes: count(row.bytesReceived) };
    const elapsed = before ? reading.at - before.at : 0;
    return {
      reading,
      stats: {
        bitrate: before && elapsed > 0 ? Math.max(0, ((reading.bytes - before.bytes) * 8000) / elapsed) : null,
        width: known(row.frameWidth),
        height: known(row.frameHeight),
        fps: known(row.framesPerSecond),
        framesDropped: count(row.framesDropped),
        packetsLost: Math.max(0, count(row.packetsLost)),
      },
    };
  }
  return null;
}

/** Of one picture since it began. */
export interface Counters {
  /** Frames that came in, and that the browser left out before drawing them. */
  received: number;
  dropped: number;
  /** Packets that did not come, or not at first: frames are left out because of these, too. */
  missing: number;
}

/** Reads the pictures' rows of `RTCPeerConnection.getStats()`, by the id of the track. */
export function readCounters(rows: Iterable<Row>): Map<string, Counters> {
  const counters = new Map<string, Counters>();
  for (const row of rows) {
    if (row.type !== 'inbound-rtp' || row.kind !== 'video' || typeof row.trackIdentifier !== 'string') continue;
    const [received, dropped] = [count(row.framesReceived), count(row.framesDropped)];
    counters.set(row.trackIdentifier, { received, dropped, missing: count(row.packetsLost) + count(row.nackCount) });
  }
  return counters;
}

function known(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function count(value: unknown): number {
  return known(value) ?? 0;
}
