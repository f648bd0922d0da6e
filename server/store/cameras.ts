import { type Expression, type Kysely, sql } from 'kysely';
import type { Keys } from '../keys.ts';
import {
  parseChannel,
  parseProfile,
  type StoredCamera,
  type StoredChannel,
  toCamera,
  toCameraRow,
  toChannel,
  toChannelRow,
  toProfile,
  toProfileRow,
} from './camera-record.ts';
import type { PtzRecord } from '../contract/ptz.ts';
import { toGbId } from '../gb-id.ts';
import type { Schema } from './schema.ts';

/** Where a registered camera is, for a sweep to compare with. */
export type CameraAddress = Pick<StoredCamera, 'hardwareId' | 'address' | 'port'>;

/** Cameras with their channels and profiles; credentials are sealed on the way in and opened on the way out. */
export class Cameras {
  readonly #database: Kysely<Schema>;
  readonly #keys: Keys;

  constructor(database: Kysely<Schema>, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  /** Those of the units (null: of all), by name. */
  list(unitIds: readonly string[] | null): Promise<StoredCamera[]> {
    if (unitIds?.length === 0) return Promise.resolve([]);
    return this.#read((database) => {
      const all = database.selectFrom('cameras').select('id');
      return (unitIds === null ? all : all.where('unit_id', 'in', unitIds)).$asScalar();
    });
  }

  async find(id: string): Promise<StoredCamera | null> {
    const [camera] = await this.#read((database) =>
      database.selectFrom('cameras').select('id').where('id', '=', id).$asScalar(),
    );
    return camera ?? null;
  }

  async findByChannel(channelId: string): Promise<StoredCamera | null> {
    const [camera] = await this.#read((database) =>
      database.selectFrom('channels').select('camera_id as id').where('id', '=', channelId).$asScalar(),
    );
    return camera ?? null;
  }

  /** The one whose public page has this code. */
  async findBySignCode(code: string): Promise<StoredCamera | null> {
    const [camera] = await this.#read((database) =>
      database.selectFrom('cameras').select('id').where('sign_code', '=', code).$asScalar(),
    );
    return camera ?? null;
  }

  /** `hardwareId` must not be empty. */
  async findByHardwareId(hardwareId: string): Promise<StoredCamera | null> {
    const [camera] = await this.#read((database) =>
      database.selectFrom('cameras').select('id').where('hardware_id', '=', hardwareId).$asScalar(),
    );
    return camera ?? null;
  }

  /** The ONVIF camera at this address. */
  async findByAddress(address: string, port: number): Promise<StoredCamera | null> {
    const [camera] = await this.#read((database) =>
      database
        .selectFrom('cameras')
        .select('id')
        .where('kind', '=', 'onvif')
        .where('address', '=', address)
        .where('port', '=', port)
        .$asScalar(),
    );
    return camera ?? null;
  }

  /** The plain RTSP camera of this URL. */
  async findByStreamUri(streamUri: string): Promise<StoredCamera | null> {
    const [camera] = await this.#read((database) =>
      database
        .selectFrom('cameras')
        .innerJoin('channels', 'channels.camera_id', 'cameras.id')
        .innerJoin('profiles', 'profiles.channel_id', 'channels.id')
        .select('cameras.id')
        .where('kind', '=', 'rtsp')
        .where('stream_uri', '=', streamUri)
        .$asScalar(),
    );
    return camera ?? null;
  }

  /** Those that have one of these hosts (lower case, without brackets) as their address, or in that of a stream. */
  async findByHosts(hosts: readonly string[]): Promise<StoredCamera[]> {
    if (hosts.length === 0) return [];
    // From `rtsp://host/` to before `rtsp://host0`, and so with the colon of a port: spans of the index.
    const spans = hosts.flatMap((host) => {
      const start = `rtsp://${host.includes(':') ? `[${host}]` : host}`;
      return [[`${start}/`, `${start}0`] as const, [`${start}:`, `${start};`] as const];
    });
    return this.#read((database) =>
      database
        .selectFrom('cameras')
        .select('cameras.id')
        .where('address', 'in', hosts)
        .union(
          database
            .selectFrom('channels')
            .innerJoin('profiles', 'profiles.channel_id', 'channels.id')
            .select('camera_id as id')
            .where((where) =>
              where.or(
                spans.map(([from, to]) => where.and([where('stream_uri', '>=', from), where('stream_uri', '<', to)])),
              ),
            ),
        )
        .$asScalar(),
    );
  }

  /** Addresses of cameras that are names, and so may lead anywhere. */
  async hostNames(): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('cameras')
      .select('address')
      .distinct()
      .where('address', 'not like', '%:%')
      .where(sql<boolean>`address glob '*[^0-9.]*'`)
      .execute();
    return rows.map(({ address }) => address);
  }

  addresses(): Promise<CameraAddress[]> {
    return this.#database.selectFrom('cameras').select(['hardware_id as hardwareId', 'address', 'port']).execute();
  }

  /** Adds it, or replaces what is stored under its id; channels without a GB id get one. Call it in a transaction. */
  async save(camera: StoredCamera): Promise<void> {
    const { id, ...values } = toCameraRow(camera, this.#keys);
    await this.#database
      .insertInto('cameras')
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    // Channels are written anew: their ids are the caller's, so what refers to a channel that stays is not disturbed.
    await this.#database.deleteFrom('channels').where('camera_id', '=', id).execute();
    await this.#giveGbIds(camera.channels.filter(({ gbId }) => gbId === ''));
    for (const [position, channel] of camera.channels.entries()) {
      await this.#database
        .insertInto('channels')
        .values(toChannelRow(id, channel, position))
        .execute();
      for (const profile of channel.profiles) {
        await this.#database.insertInto('profiles').values(toProfileRow(channel.id, profile)).execute();
      }
    }
  }

  /** What is kept of a channel that can be turned. Call it in a transaction. */
  async savePtz(channelId: string, ptz: PtzRecord): Promise<void> {
    await this.#database
      .updateTable('channels')
      .set({ ptz: JSON.stringify(ptz) })
      .where('id', '=', channelId)
      .execute();
  }

  async #giveGbIds(channels: StoredChannel[]): Promise<void> {
    if (channels.length === 0) return;
    const { last } = await this.#database
      .updateTable('gb_serial')
      .set(({ eb }) => ({ last: eb('last', '+', channels.length) }))
      .returning('last')
      .executeTakeFirstOrThrow();
    const root = this.#database.selectFrom('org_units').select('civil_code').where('parent_id', 'is', null);
    const civilCode = (await root.executeTakeFirst())?.civil_code ?? '';
    for (const [index, channel] of channels.entries()) {
      channel.gbId = toGbId(civilCode, last - channels.length + index + 1);
    }
  }

  /** @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database.deleteFrom('cameras').where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Reads the cameras that a query names, in one transaction: no half of a camera that changes meanwhile. */
  #read(ids: (database: Kysely<Schema>) => IdQuery): Promise<StoredCamera[]> {
    if (this.#database.isTransaction) return this.#assemble(this.#database, ids(this.#database));
    return this.#database.transaction().execute((transaction) => this.#assemble(transaction, ids(transaction)));
  }

  async #assemble(database: Kysely<Schema>, ids: IdQuery): Promise<StoredCamera[]> {
    const cameras = await database
      .selectFrom('cameras')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('name')
      .orderBy('id')
      .execute();
    if (cameras.length === 0) return [];
    const channels = database.selectFrom('channels').where('camera_id', 'in', ids);
    const channelRows = await channels.selectAll().orderBy('position').execute();
    const profileRows = await database
      .selectFrom('profiles')
      .selectAll()
      .where('channel_id', 'in', channels.select('channels.id'))
      .orderBy('role')
      .execute();

    const profilesOf = Map.groupBy(profileRows, (row) => parseProfile(row).channel_id);
    const channelsOf = Map.groupBy(channelRows, (row) => parseChannel(row).camera_id);
    return cameras.map((row) => {
      const own = channelsOf.get(row.id) ?? [];
      const channels = own.map((channel) => toChannel(channel, (profilesOf.get(channel.id) ?? []).map(toProfile)));
      return toCamera(row, channels, this.#keys);
    });
  }
}

/** A query for ids of cameras. */
type IdQuery = Expression<string>;
