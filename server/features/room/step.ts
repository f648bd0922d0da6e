import type { Detail } from './record.ts';

/** An act that may be done: what is written first, and what is done then. */
export interface Step {
  /** Null: no line of its own. */
  detail: Detail | null;
  run: () => void | Promise<void>;
}
