import type { Kysely } from 'kysely';
import { rowParser } from './row.ts';
import { type Schema, SignPhotoRow } from './schema.ts';

const parse = rowParser('sign_photos', SignPhotoRow);

/** Photos of the signs at cameras; that there is one stands with the camera (`signPhotoAt`). */
export class SignPhotos {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** JPEG; null where there is none. */
  async find(cameraId: string): Promise<Buffer | null> {
    const query = this.#database.selectFrom('sign_photos').selectAll().where('camera_id', '=', cameraId);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : parse(row).jpeg;
  }

  async set(cameraId: string, jpeg: Buffer): Promise<void> {
    await this.#database
      .insertInto('sign_photos')
      .values({ camera_id: cameraId, jpeg })
      .onConflict((conflict) => conflict.column('camera_id').doUpdateSet({ jpeg }))
      .execute();
  }

  async remove(cameraId: string): Promise<void> {
    await this.#database.deleteFrom('sign_photos').where('camera_id', '=', cameraId).execute();
  }
}
