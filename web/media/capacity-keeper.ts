import type { Pace } from '../../server/contract/watch.ts';
import { type Candidate, type Capacity, changes, judge, leftOutPercent, type Load, UNLIMITED } from './capacity.ts';
import { Emitter } from './emitter.ts';
import { type Counted, LoadMeter } from './load-meter.ts';
import type { Counters } from './stats.ts';

/** A picture on the wall. */
export interface Paced {
  selected: boolean;
  /** As it was last asked for. */
  readonly pace: Pace;
  /** Where it is on the screen. */
  readonly rect: DOMRect;
  /** Null: there is no picture. */
  readonly counted: Counted | null;
  setPace(pace: Pace): void;
}

/** How many pictures there are, how many of them run at full rate, and how much of what comes is not drawn, whole percent. */
export interface Rates {
  all: number;
  full: number;
  leftOut: number;
}

const EVERY_MS = 1_000;
/** Seconds over which it is told how much is not drawn. */
const RECENT = 10;

/** Once a second: how much of what comes is drawn, and whose turn it is to slow down or to come back. */
export class CapacityKeeper extends Emitter<{ change: [] }> {
  readonly #receiver: { counters: () => Promise<ReadonlyMap<string, Counters>> };
  readonly #tiles = new Set<Paced>();
  readonly #meter = new LoadMeter();
  #capacity: Capacity = UNLIMITED;
  #recent: readonly Load[] = [];
  #rates: Rates = { all: 0, full: 0, leftOut: 0 };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(receiver: { counters: () => Promise<ReadonlyMap<string, Counters>> }) {
    super();
    this.#receiver = receiver;
  }

  /** The same object until it changes. */
  get rates(): Rates {
    return this.#rates;
  }

  /** @returns takes it out again */
  add(tile: Paced): () => void {
    this.#tiles.add(tile);
    this.#timer ??= setInterval(() => void this.#step().catch(() => undefined), EVERY_MS);
    return () => {
      this.#tiles.delete(tile);
      if (this.#tiles.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#tell();
    };
  }

  /** Tells anew how many run at full rate; also called when a picture has changed its pace. */
  readonly told = (): void => this.#tell();

  async #step(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    const counters = await this.#receiver.counters();
    const shown = [...this.#tiles].filter(({ counted }) => counted !== null);
    const load = this.#meter.read(
      shown.flatMap(({ counted }) => counted ?? []),
      counters,
      performance.now(),
    );
    this.#recent = [load, ...this.#recent].slice(0, RECENT);
    const full = shown.filter(({ pace }) => pace === 'full').length;
    this.#capacity = judge(this.#capacity, load, full, shown.length);
    const selected = shown.find((tile) => tile.selected)?.rect;
    const ranked = shown.map((tile) => candidate(tile, selected));
    for (const [{ tile }, pace] of changes(ranked, this.#capacity.limit)) tile.setPace(pace);
    this.#tell();
  }

  #tell(): void {
    const shown = [...this.#tiles].filter(({ counted }) => counted !== null);
    const full = shown.filter(({ pace }) => pace === 'full').length;
    const rates = { all: shown.length, full, leftOut: leftOutPercent(this.#recent) };
    const { all, full: before, leftOut } = this.#rates;
    if (rates.all === all && rates.full === before && rates.leftOut === leftOut) return;
    this.#rates = rates;
    this.emit('change');
  }
}

function candidate(tile: Paced, selected: DOMRect | undefined): Candidate & { tile: Paced } {
  const { rect, pace } = tile;
  const distance = selected ? Math.hypot(middleX(rect) - middleX(selected), middleY(rect) - middleY(selected)) : 0;
  return { tile, selected: tile.selected, area: rect.width * rect.height, distance, pace };
}

function middleX({ left, width }: DOMRect): number {
  return left + width / 2;
}

function middleY({ top, height }: DOMRect): number {
  return top + height / 2;
}
