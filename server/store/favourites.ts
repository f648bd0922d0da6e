import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { rowParser } from './row.ts';
import { FavouritesRow, type Schema } from './schema.ts';

const parse = rowParser('favourites', FavouritesRow);
const ChannelIds = Type.Array(Type.String());

/** The channels that each user wants at hand. */
export class FavouriteChannels {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** In the user's order; some may be gone. */
  async read(userId: string): Promise<string[]> {
    const row = await this.#database
      .selectFrom('favourites')
      .selectAll()
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row === undefined ? [] : Value.Parse(ChannelIds, JSON.parse(parse(row).channel_ids));
  }

  /** In place of those before. */
  async write(userId: string, channelIds: readonly string[]): Promise<void> {
    const values = { channel_ids: JSON.stringify(channelIds) };
    await this.#database
      .insertInto('favourites')
      .values({ user_id: userId, ...values })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
      .execute();
  }
}
