import type { PtzTour } from '../../contract/ptz.ts';

interface Round {
  tour: PtzTour;
  timer: NodeJS.Timeout | undefined;
}

/** Rounds of presets that go on until somebody else wants the camera, or the hub ends. */
export class Tours {
  readonly #rounds = new Map<string, Round>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** In place of one that runs. */
  start(channelId: string, tour: PtzTour, goTo: (preset: string) => Promise<void>): void {
    this.stop(channelId);
    const round: Round = { tour, timer: undefined };
    this.#rounds.set(channelId, round);
    let next = 0;
    const step = async (): Promise<void> => {
      const stop = tour.stops[next % tour.stops.length];
      next++;
      if (stop === undefined || this.#rounds.get(channelId) !== round) return;
      // A camera that is away for a while is asked again at the next stop.
      await goTo(stop.preset).catch(this.#onError);
      if (this.#rounds.get(channelId) === round) round.timer = setTimeout(() => void step(), stop.seconds * 1000);
    };
    void step();
  }

  /** @returns whether one ran */
  stop(channelId: string): boolean {
    clearTimeout(this.#rounds.get(channelId)?.timer);
    return this.#rounds.delete(channelId);
  }

  running(channelId: string): string | null {
    return this.#rounds.get(channelId)?.tour.id ?? null;
  }

  close(): void {
    for (const channelId of [...this.#rounds.keys()]) this.stop(channelId);
  }
}
