/** Position in the generic spaces of ONVIF PTZ: pan and tilt -1 to 1, zoom 0 to 1. */
export interface Position {
  pan: number;
  tilt: number;
  zoom: number;
}

export interface Preset {
  name: string;
  position: Position;
}

const AXES = ['pan', 'tilt', 'zoom'] as const;
/** Units per second at full speed. */
const FULL_SPEED: Position = { pan: 0.5, tilt: 0.5, zoom: 0.25 };
/** Absolute moves and presets go at this many units per second. */
const TRAVEL = 2;
const MOST_PRESETS = 32;
const LONGEST_LOG = 1000;

/** What a head was told, in the order in which it came. `at` is ms since 1970. */
export interface PtzEntry {
  at: number;
  operation: string;
}

/** A simulated pan-tilt-zoom head. It has no timer: where it is follows from when it was set going. */
export class PtzHead {
  readonly log: PtzEntry[] = [];
  readonly presets = new Map<string, Preset>();
  #from: Position = { pan: 0, tilt: 0, zoom: 0 };
  #velocity: Position = { pan: 0, tilt: 0, zoom: 0 };
  #since = 0;
  #until = 0;
  #home: Position = { pan: 0, tilt: 0, zoom: 0 };
  #focus = 0;
  #last = 0;

  /** Where it is now. */
  get position(): Position {
    const seconds = (Math.min(Date.now(), this.#until) - this.#since) / 1000;
    const at = (axis: keyof Position): number => clamp(axis, this.#from[axis] + this.#velocity[axis] * seconds);
    return { pan: at('pan'), tilt: at('tilt'), zoom: at('zoom') };
  }

  get moving(): boolean {
    return Date.now() < this.#until && AXES.some((axis) => this.#velocity[axis] !== 0);
  }

  /** Speed of the focus motor, -1 to 1. */
  get focus(): number {
    return this.#focus;
  }

  /** Notes a command as received. */
  note(operation: string): void {
    this.log.push({ at: Date.now(), operation });
    if (this.log.length > LONGEST_LOG) this.log.shift();
  }

  /** ContinuousMove: `speed` -1 to 1 per axis, for `ms` at most. An axis that is not named goes on as it did. */
  move(speed: Partial<Position>, ms: number): void {
    const before = this.moving ? this.#velocity : { pan: 0, tilt: 0, zoom: 0 };
    const next = { ...before };
    for (const axis of AXES) {
      const value = speed[axis];
      if (value !== undefined) next[axis] = Math.max(-1, Math.min(1, value)) * FULL_SPEED[axis];
    }
    this.#set(this.position, next, ms);
  }

  stop(axes: readonly (keyof Position)[] = AXES): void {
    const next = { ...this.#velocity };
    for (const axis of axes) next[axis] = 0;
    this.#set(this.position, next, Math.max(0, this.#until - Date.now()));
  }

  /** AbsoluteMove. */
  go(target: Partial<Position>): void {
    const from = this.position;
    const to = { ...from, ...target };
    const distance = Math.max(...AXES.map((axis) => Math.abs(clamp(axis, to[axis]) - from[axis])));
    const seconds = distance / TRAVEL;
    const velocity = (axis: keyof Position): number => (seconds ? (clamp(axis, to[axis]) - from[axis]) / seconds : 0);
    this.#set(from, { pan: velocity('pan'), tilt: velocity('tilt'), zoom: velocity('zoom') }, seconds * 1000);
  }

  /** RelativeMove. */
  step(by: Position): void {
    const from = this.position;
    this.go({ pan: from.pan + by.pan, tilt: from.tilt + by.tilt, zoom: from.zoom + by.zoom });
  }

  /** @returns its token; null where there is no such preset, or no room */
  savePreset(name: string, token: string): string | null {
    if (token ? !this.presets.has(token) : this.presets.size >= MOST_PRESETS) return null;
    const key = token || String(++this.#last);
    this.presets.set(key, { name: name || this.presets.get(key)?.name || `preset ${key}`, position: this.position });
    return key;
  }

  goHome(): void {
    this.go(this.#home);
  }

  setHome(): void {
    this.#home = this.position;
  }

  /** Imaging's Move and Stop. */
  setFocus(speed: number): void {
    this.#focus = speed;
  }

  #set(from: Position, velocity: Position, ms: number): void {
    this.#from = from;
    this.#velocity = velocity;
    this.#since = Date.now();
    this.#until = this.#since + ms;
  }
}

function clamp(axis: keyof Position, value: number): number {
  return Math.max(axis === 'zoom' ? 0 : -1, Math.min(1, value));
}
