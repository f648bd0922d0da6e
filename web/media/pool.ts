/**
 * Things that are lent and given back, and never thrown away: there are never more than were in use at once.
 */
export class Pool<T> {
  readonly #make: () => T;
  readonly #free: T[] = [];
  #made = 0;

  constructor(make: () => T) {
    this.#make = make;
  }

  /** How many there are, lent or not. */
  get made(): number {
    return this.#made;
  }

  get lent(): number {
    return this.#made - this.#free.length;
  }

  take(): T {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    this.#made++;
    return this.#make();
  }

  /** One that lies there already is not taken in twice. */
  give(thing: T): void {
    if (!this.#free.includes(thing)) this.#free.push(thing);
  }
}
