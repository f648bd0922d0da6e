import type { Kysely } from 'kysely';
import { sha256 } from '../keys.ts';
import { rowParser } from './row.ts';
import { type Schema, SignInFailureRow } from './schema.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Failures that cost nothing, then a delay that doubles from `first` to `longest`; all forgotten after `quiet`. */
interface Limit {
  free: number;
  first: number;
  longest: number;
  quiet: number;
}

/**
 * What is counted, each with its limit. The strict ones bind an address, so nobody can lock a duty officer out from
 * elsewhere; the wide ones are so high that only guessing from very many addresses meets them, and spare the addresses
 * that a user is known by.
 */
const limits = {
  /** One name from one address: at its longest 4 guesses an hour. */
  pair: { free: 4, first: SECOND, longest: 15 * MINUTE, quiet: 24 * HOUR },
  /** All names from one address: an office behind one router mistypes now and then. */
  address: { free: 30, first: SECOND, longest: 15 * MINUTE, quiet: HOUR },
  /** One name from all addresses: then one guess a minute. */
  name: { free: 1000, first: MINUTE, longest: MINUTE, quiet: HOUR },
  /** All names from all addresses: then one guess a second. */
  whole: { free: 10_000, first: SECOND, longest: SECOND, quiet: HOUR },
} as const satisfies Record<string, Limit>;
type Kind = keyof typeof limits;
const kinds = ['pair', 'address', 'name', 'whole'] as const satisfies Kind[];

/** A name as typed, whether such a user exists or not, and the network address that it came from. */
export interface Attempt {
  username: string;
  address: string;
}

const parse = rowParser('sign_in_failures', SignInFailureRow);
type Row = ReturnType<typeof parse>;

/** Failed sign-ins. In the database, so that a restart gives no new tries. */
export class SignInFailures {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /**
   * When the next attempt is looked at (`nextAt`, ms since 1970; 0: at once), and how many have failed from that address
   * lately, whatever the names.
   * @param isKnown the user of that name has signed in from that address before
   */
  async look(attempt: Attempt, isKnown: boolean, now = Date.now()): Promise<{ nextAt: number; ofAddress: number }> {
    const found = await this.#find(attempt, now);
    const binding: readonly Kind[] = isKnown ? ['pair'] : kinds;
    const ends = binding.map((kind) => {
      const nextAt = found.get(kind)?.next_at ?? 0;
      // A clock that was set back must not lock anybody out for as long as it had been wrong.
      return nextAt > now && nextAt <= now + limits[kind].longest ? nextAt : 0;
    });
    return { nextAt: Math.max(...ends), ofAddress: found.get('address')?.failures ?? 0 };
  }

  /** Counts a failure; `weight`: how many it is worth where all addresses are counted together. */
  async add(attempt: Attempt, weight = 1, now = Date.now()): Promise<void> {
    const found = await this.#find(attempt, now);
    const rows = kinds.map((kind) => {
      const { free, first, longest } = limits[kind];
      const worth = kind === 'name' || kind === 'whole' ? weight : 1;
      const failures = (found.get(kind)?.failures ?? 0) + worth;
      const delay = failures <= free ? 0 : Math.min(first * 2 ** (failures - free - 1), longest);
      return { ...keyOf(kind, attempt), failures, next_at: now + delay };
    });
    await this.#database
      .insertInto('sign_in_failures')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['name_hash', 'address']).doUpdateSet((row) => ({
          failures: row.ref('excluded.failures'),
          next_at: row.ref('excluded.next_at'),
        })),
      )
      .execute();
  }

  /** After a success. Those of the address stay: whoever has an account could guess at others for ever. */
  async clear(attempt: Attempt): Promise<void> {
    const { name_hash: nameHash, address } = keyOf('pair', attempt);
    await this.#database
      .deleteFrom('sign_in_failures')
      .where('name_hash', '=', nameHash)
      .where('address', '=', address)
      .execute();
  }

  async removeOld(now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('sign_in_failures')
      .where('next_at', '<', now - limits.pair.quiet)
      .execute();
  }

  /** What was counted and is not forgotten yet. */
  async #find(attempt: Attempt, now: number): Promise<Map<Kind, Row>> {
    const keys = kinds.map((kind) => ({ kind, ...keyOf(kind, attempt) }));
    const rows = await this.#database
      .selectFrom('sign_in_failures')
      .selectAll()
      .where((is) => is.or(keys.map((key) => is.and({ name_hash: key.name_hash, address: key.address }))))
      .execute();
    const found = new Map<Kind, Row>();
    for (const row of rows.map(parse)) {
      const key = keys.find((one) => one.name_hash === row.name_hash && one.address === row.address);
      if (key !== undefined && row.next_at >= now - limits[key.kind].quiet) found.set(key.kind, row);
    }
    return found;
  }
}

function keyOf(kind: Kind, { username, address }: Attempt): { name_hash: string; address: string } {
  return {
    name_hash: kind === 'pair' || kind === 'name' ? sha256(username.toLowerCase()) : '',
    address: kind === 'pair' || kind === 'address' ? address : '',
  };
}
