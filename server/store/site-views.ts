import type { Kysely } from 'kysely';
import type { SiteView } from '../contract/wall.ts';
import { rowParser } from './row.ts';
import { type Schema, SiteViewRow } from './schema.ts';

const parse = rowParser('site_views', SiteViewRow);

/** What the screens of sites show by themselves; a wall or tour that is removed is shown no more. */
export class SiteViews {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Of all sites that show something. */
  async list(): Promise<SiteView[]> {
    const rows = await this.#database.selectFrom('site_views').selectAll().orderBy('site_id').execute();
    return rows.map(toSiteView);
  }

  async find(siteId: string): Promise<SiteView> {
    const query = this.#database.selectFrom('site_views').selectAll().where('site_id', '=', siteId);
    const row = await query.executeTakeFirst();
    return row === undefined ? { siteId, show: null } : toSiteView(row);
  }

  /** In place of what it showed before. */
  async save({ siteId, show }: SiteView): Promise<void> {
    await this.#database.deleteFrom('site_views').where('site_id', '=', siteId).execute();
    if (show === null) return;
    const { kind, id } = show;
    const values = { wall_id: kind === 'wall' ? id : null, tour_id: kind === 'tour' ? id : null };
    await this.#database
      .insertInto('site_views')
      .values({ site_id: siteId, ...values })
      .execute();
  }
}

function toSiteView(found: unknown): SiteView {
  const { site_id: siteId, wall_id, tour_id } = parse(found);
  if (wall_id !== null) return { siteId, show: { kind: 'wall', id: wall_id } };
  return { siteId, show: tour_id === null ? null : { kind: 'tour', id: tour_id } };
}
