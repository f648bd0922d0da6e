/** Sends what is due; `now` is ms since 1970. */
export interface Paced {
  due(now: number): void;
}

/**
 * Sessions are spread over this many moments, `LANE_MS` apart: real cameras do not all send in the same millisecond,
 * and 200 pictures at once would be a burst that no network shows. The last lane is 12 ms late.
 */
const LANES = 4;
const LANE_MS = 4;

interface Lane {
  fps: number;
  offset: number;
  members: Set<Paced>;
  next: number;
}

/**
 * The one timer of all streams of the process. It ticks at picture `n` of each rate, i.e. when
 * `floor(Date.now() * fps / 1000)` becomes `n`, and does not run while nobody streams.
 */
export class Pacer {
  readonly #lanes = new Map<string, Lane>();
  #timer: NodeJS.Timeout | null = null;
  #turn = 0;

  /** Calls `member` at the rate `fps` from now on. @returns takes it off again. */
  add(fps: number, member: Paced): () => void {
    const offset = (this.#turn++ % LANES) * LANE_MS;
    const key = `${fps}/${offset}`;
    const lane = this.#lanes.get(key) ?? { fps, offset, members: new Set(), next: 0 };
    this.#lanes.set(key, lane);
    lane.members.add(member);
    lane.next = Math.min(lane.next || Infinity, dueAfter(Date.now(), lane));
    this.#arm();
    return () => {
      lane.members.delete(member);
      if (lane.members.size === 0) this.#lanes.delete(key);
      if (this.#lanes.size === 0 && this.#timer) {
        clearTimeout(this.#timer);
        this.#timer = null;
      }
    };
  }

  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    let next = Infinity;
    for (const lane of this.#lanes.values()) next = Math.min(next, lane.next);
    this.#timer = next === Infinity ? null : setTimeout(() => this.#tick(), Math.max(1, Math.ceil(next - Date.now())));
  }

  #tick(): void {
    const now = Date.now();
    for (const lane of this.#lanes.values()) {
      if (now < lane.next) continue;
      for (const member of lane.members) member.due(now);
      lane.next = dueAfter(now, lane);
    }
    this.#arm();
  }
}

function dueAfter(now: number, lane: Lane): number {
  const picture = Math.floor(((now - lane.offset) * lane.fps) / 1000) + 1;
  return (picture * 1000) / lane.fps + lane.offset;
}

/** All streams of this process. */
export const pacer = new Pacer();
