import { randomUUIDv7 } from 'node:crypto';

/** A new UUIDv7: sorts by time of making. Every id of the hub is one. */
export function newId(): string {
  return randomUUIDv7();
}
