import { Emitter } from '../../../media/emitter.ts';
import { pageBefore, pageFrom, type TourPage, type TourSource } from './tour-pages.ts';

/** The next page is opened so long before it is shown: cold streams take some seconds, and nobody pays for longer. */
const AHEAD_MS = 8_000;
/** Its pictures move from then on, so that none stands still when it comes into sight. */
const WAKE_MS = 1_200;

export interface TourRunOptions {
  /** How long a page is shown, ms. */
  dwell: number;
  /** Asked anew at each change. */
  source: () => TourSource;
  show: (page: TourPage) => void;
  /** This one will be next. */
  prepare: (page: TourPage) => void;
  /** It comes in a moment. */
  wake: () => void;
}

/** What is to be seen of a tour; a new object after each change. */
export interface TourView {
  page: TourPage | null;
  /** By the user; a hidden tab only stands still. */
  paused: boolean;
  /** The dwell goes on: neither paused nor hidden. */
  running: boolean;
  /** How long the page was shown when `running` last changed, ms. */
  shown: number;
  /** How many pages were shown. */
  turns: number;
}

/** Shows one page after the other. Times are those of `performance.now()`. */
export class TourRun extends Emitter<{ change: [] }> {
  readonly #options: TourRunOptions;
  #view: TourView = { page: null, paused: false, running: false, shown: 0, turns: 0 };
  #hidden = false;
  #since = 0;
  #next: TourPage | null = null;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(options: TourRunOptions) {
    super();
    this.#options = options;
  }

  get view(): TourView {
    return this.#view;
  }

  /** Begins with the first page. */
  start(): void {
    this.#turn(pageFrom(this.#options.source(), 0));
  }

  /** Nothing is shown any more. */
  close(): void {
    this.#stop();
  }

  readonly next = (): void => this.#turn(pageFrom(this.#options.source(), this.#view.page?.end ?? 0));

  readonly previous = (): void => this.#turn(pageBefore(this.#options.source(), this.#view.page?.start ?? 0));

  /** Pauses, or goes on with what is left of the dwell. */
  readonly toggle = (): void => {
    this.#view = { ...this.#view, paused: !this.#view.paused };
    this.#run();
  };

  /** The tab is not to be seen, or is again. */
  hide(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    this.#run();
  }

  #turn(page: TourPage | null): void {
    this.#stop();
    this.#next = null;
    this.#view = { ...this.#view, page, running: false, shown: 0, turns: this.#view.turns + 1 };
    if (page) this.#options.show(page);
    this.#run();
  }

  #run(): void {
    const { page, paused, running, shown } = this.#view;
    const now = performance.now();
    const so = running ? shown + now - this.#since : shown;
    this.#stop();
    const run = page !== null && !paused && !this.#hidden;
    this.#since = now;
    this.#view = { ...this.#view, running: run, shown: so };
    if (run) {
      const { dwell } = this.#options;
      const left = Math.max(0, dwell - so);
      this.#after(left - Math.min(AHEAD_MS, dwell / 2), () => this.#prepare());
      this.#after(left - WAKE_MS, () => this.#options.wake());
      this.#after(left, this.next);
    }
    this.emit('change');
  }

  #prepare(): void {
    if (this.#next) return;
    this.#next = pageFrom(this.#options.source(), this.#view.page?.end ?? 0);
    if (this.#next) this.#options.prepare(this.#next);
  }

  #after(ms: number, act: () => void): void {
    this.#timers.push(setTimeout(act, Math.max(0, ms)));
  }

  #stop(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }
}
