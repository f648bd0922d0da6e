import { EventEmitter } from 'node:events';
import type { Bus, Topic, Topics } from './ports.ts';

/** The bus of a single hub. */
export class LocalBus implements Bus {
  readonly #emitter = new EventEmitter();

  publish<T extends Topic>(topic: T, message: Topics[T]): void {
    this.#emitter.emit(topic, message);
  }

  subscribe<T extends Topic>(topic: T, listener: (message: Topics[T]) => void): () => void {
    this.#emitter.on(topic, listener);
    return () => this.#emitter.off(topic, listener);
  }
}
