/** Events by name, each with its list of arguments. */
export type EventMap = Record<string, unknown[]>;

/** Typed events: `on()` returns the function that takes the listener off again. */
export class Emitter<E extends EventMap> {
  readonly #listeners: { [K in keyof E]?: Set<(...args: E[K]) => void> } = {};

  on<K extends keyof E>(name: K, listener: (...args: E[K]) => void): () => void {
    const set = (this.#listeners[name] ??= new Set<(...args: E[K]) => void>());
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Nobody is told any more. */
  silence(): void {
    for (const listeners of Object.values<Set<unknown> | undefined>(this.#listeners)) listeners?.clear();
  }

  protected emit<K extends keyof E>(name: K, ...args: E[K]): void {
    // A copy: a listener may take itself or others off while we go through them.
    for (const listener of [...(this.#listeners[name] ?? [])]) listener(...args);
  }
}
