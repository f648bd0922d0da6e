/** What came over the way that a transport has chosen, so far. */
export interface Answers {
  packets: number;
  /** Connectivity checks (RFC 7675), sent every 2.5 s at least, and those that were answered. */
  requests: number;
  responses: number;
}

type Row = Record<string, unknown>;

const EVERY_MS = 250;
/** Longer than the browser waits between two checks, so that one is sent meanwhile. */
const LOOKS = 14;
/** An answer that took longer counts as none. */
const PATIENCE_LOOKS = 3;

/** Of `RTCPeerConnection.getStats()`; null: no way has been chosen. */
export function readAnswers(rows: Iterable<Row>): Answers | null {
  const all = [...rows];
  const chosen = all.find(({ type }) => type === 'transport')?.['selectedCandidatePairId'];
  const pair = all.find(({ type, id }) => type === 'candidate-pair' && id === chosen);
  if (!pair) return null;
  return {
    packets: count(pair['packetsReceived']),
    requests: count(pair['requestsSent']),
    responses: count(pair['responsesReceived']),
  };
}

/**
 * Whether nothing comes any more, not even an answer to the browser's checks. The browser itself says so after 15 s and more.
 * @param wait until the next look, ms
 */
export async function isCut(
  read: () => Promise<Answers | null>,
  wait: (ms: number) => Promise<void>,
): Promise<boolean> {
  const first = await read();
  if (first === null) return false;
  let unanswered = 0;
  for (let look = 0; look < LOOKS; look++) {
    await wait(EVERY_MS);
    const now = await read();
    if (now === null || now.packets > first.packets || now.responses > first.responses) return false;
    // Only what was asked since: checks that were lost long ago stay without an answer for ever.
    unanswered = now.requests > first.requests ? unanswered + 1 : 0;
    if (unanswered > PATIENCE_LOOKS) return true;
  }
  return false;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
