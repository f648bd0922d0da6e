/** Changes of one moment are told together, ms: 92 sites that come in at once make no storm. */
const COALESCE = 50;

/** What can change beside who is there. */
export type Topic = 'settings' | 'cameras' | 'waiting' | 'rollCall' | 'speakers';

/** What has changed and has not been told yet. */
export interface Pending {
  /** Ids of participants. */
  changed: ReadonlySet<string>;
  left: ReadonlySet<string>;
  topics: ReadonlySet<Topic>;
}

/** Collects what has changed in a room; several changes within a moment are told as one. */
export class News {
  readonly #tell: (pending: Pending) => void;
  #changed = new Set<string>();
  #left = new Set<string>();
  #topics = new Set<Topic>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(tell: (pending: Pending) => void) {
    this.#tell = tell;
  }

  changed(participantId: string): void {
    this.#left.delete(participantId);
    this.#changed.add(participantId);
    this.#later();
  }

  left(participantId: string): void {
    this.#changed.delete(participantId);
    this.#left.add(participantId);
    this.#later();
  }

  of(topic: Topic): void {
    this.#topics.add(topic);
    this.#later();
  }

  /** What has not been told is nobody's any more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #later(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const pending = { changed: this.#changed, left: this.#left, topics: this.#topics };
      this.#changed = new Set();
      this.#left = new Set();
      this.#topics = new Set();
      this.#tell(pending);
    }, COALESCE);
  }
}
