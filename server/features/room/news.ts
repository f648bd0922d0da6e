import type { Poll } from '../../contract/meeting-side.ts';
import { Moment } from '../../moment.ts';

/** What can change beside who is there. */
export type Topic = 'settings' | 'cameras' | 'waiting' | 'rollCall' | 'speakers';

/** What has changed and has not been told yet. */
export interface Pending {
  /** Ids of participants. */
  changed: ReadonlySet<string>;
  left: ReadonlySet<string>;
  topics: ReadonlySet<Topic>;
  /** As they are now, by id. */
  polls: ReadonlyMap<string, Poll>;
}

/** Collects what has changed in a room; several changes within a moment are told as one. */
export class News {
  readonly #moment: Moment;
  #changed = new Set<string>();
  #left = new Set<string>();
  #topics = new Set<Topic>();
  #polls = new Map<string, Poll>();

  constructor(tell: (pending: Pending) => void) {
    this.#moment = new Moment(() => tell(this.#take()));
  }

  changed(participantId: string): void {
    this.#left.delete(participantId);
    this.#changed.add(participantId);
    this.#moment.soon();
  }

  left(participantId: string): void {
    this.#changed.delete(participantId);
    this.#left.add(participantId);
    this.#moment.soon();
  }

  of(topic: Topic): void {
    this.#topics.add(topic);
    this.#moment.soon();
  }

  /** Somebody has voted, or it has begun or ended. */
  poll(poll: Poll): void {
    this.#polls.set(poll.id, poll);
    this.#moment.soon();
  }

  /** What has not been told is nobody's any more. */
  close(): void {
    this.#moment.close();
  }

  #take(): Pending {
    const pending = { changed: this.#changed, left: this.#left, topics: this.#topics, polls: this.#polls };
    this.#changed = new Set();
    this.#left = new Set();
    this.#topics = new Set();
    this.#polls = new Map();
    return pending;
  }
}
