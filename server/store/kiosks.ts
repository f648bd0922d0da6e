import { type Kysely, sql } from 'kysely';
import { type Static, Type } from 'typebox';
import type { Kiosk } from '../contract/wall.ts';
import { sha256 } from '../keys.ts';
import { rowParser } from './row.ts';
import { KioskRow, type Schema } from './schema.ts';

/** A kiosk with what it signs in as, and what it sees by. */
export interface StoredKiosk extends Kiosk {
  userId: string;
  username: string;
  grantId: string;
}

/** What a new kiosk is made of; name, unit and end are its user's. */
export interface NewKiosk {
  id: string;
  userId: string;
  siteId: string;
  grantId: string;
  createdBy: string;
}

const Row = Type.Object({
  ...KioskRow.properties,
  name: Type.String(),
  username: Type.String(),
  unit_id: Type.String(),
  ends_at: Type.Integer(),
  site_name: Type.String(),
  last_seen_at: Type.Union([Type.Integer(), Type.Null()]),
});
const parse = rowParser('kiosks', Row);

/** Screens that sign in by a token. Only the hash of the token is kept. */
export class Kiosks {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Those of these units, also when their time is over; by site and name. */
  async list(unitIds: readonly string[]): Promise<StoredKiosk[]> {
    if (unitIds.length === 0) return [];
    const rows = await this.#rows()
      .where('users.unit_id', 'in', unitIds)
      .orderBy('sites.name')
      .orderBy('users.name')
      .orderBy('kiosks.id')
      .execute();
    return rows.map((row) => toKiosk(parse(row)));
  }

  async find(id: string): Promise<StoredKiosk | null> {
    return this.#one(await this.#rows().where('kiosks.id', '=', id).executeTakeFirst());
  }

  async findByToken(token: string): Promise<StoredKiosk | null> {
    return this.#one(await this.#rows().where('token_hash', '=', sha256(token)).executeTakeFirst());
  }

  /** The one that signs in as this user. */
  async findByUser(userId: string): Promise<StoredKiosk | null> {
    return this.#one(await this.#rows().where('user_id', '=', userId).executeTakeFirst());
  }

  /** Whether a site has one whose time is not over. */
  async standIn(siteId: string, now = Date.now()): Promise<boolean> {
    const row = await this.#rows().where('site_id', '=', siteId).where('users.expires_at', '>', now).executeTakeFirst();
    return row !== undefined;
  }

  async add({ id, userId, siteId, grantId, createdBy }: NewKiosk, token: string, now = Date.now()): Promise<void> {
    const values = { user_id: userId, site_id: siteId, grant_id: grantId, created_by: createdBy, created_at: now };
    await this.#database
      .insertInto('kiosks')
      .values({ id, token_hash: sha256(token), ...values })
      .execute();
  }

  /** Its token is good for nothing any more; the user stays, for the record. */
  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('kiosks').where('id', '=', id).execute();
  }

  #one(row: unknown): StoredKiosk | null {
    return row === undefined ? null : toKiosk(parse(row));
  }

  #rows() {
    return this.#database
      .selectFrom('kiosks')
      .innerJoin('users', 'users.id', 'kiosks.user_id')
      .innerJoin('sites', 'sites.id', 'kiosks.site_id')
      .selectAll('kiosks')
      .select([
        'users.name',
        'users.username',
        'users.unit_id',
        'users.expires_at as ends_at',
        'sites.name as site_name',
      ])
      .select(
        sql<number | null>`coalesce((select max(seen_at) from sessions where sessions.user_id = users.id),
          users.last_sign_in_at)`.as('last_seen_at'),
      );
  }
}

function toKiosk(row: Static<typeof Row>): StoredKiosk {
  return {
    id: row.id,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_name,
    unitId: row.unit_id,
    createdBy: row.created_by,
    createdAt: row.created_at,
    endsAt: row.ends_at,
    lastSeenAt: row.last_seen_at,
    userId: row.user_id,
    username: row.username,
    grantId: row.grant_id,
  };
}
