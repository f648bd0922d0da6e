import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Person, Role } from '../contract/people.ts';
import { rowParser } from './row.ts';
import { RoleAssignmentRow, type Schema, UserRow } from './schema.ts';

/** What to look for; all that is given must fit. */
export interface PeopleFilter {
  /** Those of these units, and not of those below them. */
  unitIds: readonly string[];
  /** Part of user name, name or phone. */
  text?: string | undefined;
  role?: Role | undefined;
}

const parse = rowParser('users', UserRow);
const parseRole = rowParser('role_assignments', RoleAssignmentRow);

/** Users as those see them who look after them, without screens and guests; nothing of what signs them in. */
export class People {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async find(id: string, now = Date.now()): Promise<Person | null> {
    const query = this.#database.selectFrom('users').selectAll().where('id', '=', id).where(isPerson);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : ((await this.#toPeople([row], now))[0] ?? null);
  }

  /** A part of those that fit, by user name, and how many fit. */
  async list(
    filter: PeopleFilter,
    { offset, limit }: { offset: number; limit: number },
    now = Date.now(),
  ): Promise<{ people: Person[]; total: number }> {
    if (filter.unitIds.length === 0) return { people: [], total: 0 };
    const fitting = narrow(this.#database.selectFrom('users'), filter, now);
    const rows = await fitting.selectAll().orderBy('username').offset(offset).limit(limit).execute();
    const { total } = await fitting.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    return { people: await this.#toPeople(rows, now), total };
  }

  async #toPeople(found: readonly unknown[], now: number): Promise<Person[]> {
    const rows = found.map(parse);
    const ids = rows.map(({ id }) => id);
    const roles =
      ids.length === 0
        ? []
        : await this.#database
            .selectFrom('role_assignments')
            .selectAll()
            .where('user_id', 'in', ids)
            .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
            .orderBy('created_at')
            .execute();
    const byUser = Map.groupBy(roles.map(parseRole), ({ user_id: userId }) => userId);
    return rows.map((row) => ({
      id: row.id,
      username: row.username,
      name: row.name,
      phone: row.phone,
      unitId: row.unit_id,
      roles: (byUser.get(row.id) ?? []).map(({ id, role, unit_id: unitId, until }) => ({ id, role, unitId, until })),
      state: stateOf(row, now),
      expiresAt: row.expires_at,
      hasSecondFactor: row.totp_secret !== null,
      lastSignInAt: row.last_sign_in_at,
      linkUsed: row.link_used_at === null ? null : { at: row.link_used_at, address: row.link_used_address ?? '' },
    }));
  }
}

function narrow<O>(
  users: SelectQueryBuilder<Schema, 'users', O>,
  { unitIds, text, role }: PeopleFilter,
  now: number,
): SelectQueryBuilder<Schema, 'users', O> {
  let query = users.where('unit_id', 'in', unitIds).where(isPerson);
  if (text !== undefined && text !== '') {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      sql<boolean>`(username like ${pattern} escape '\\' or name like ${pattern} escape '\\'
        or phone like ${pattern} escape '\\')`,
    );
  }
  if (role !== undefined) {
    query = query.where((user) =>
      user.exists(
        user
          .selectFrom('role_assignments')
          .select('role_assignments.id')
          .whereRef('role_assignments.user_id', '=', 'users.id')
          .where('role', '=', role)
          .where((is) => is.or([is('until', 'is', null), is('until', '>', now)])),
      ),
    );
  }
  return query;
}

const isPerson = sql<boolean>`(screen = 0 and guest_of is null)`;

function stateOf(row: ReturnType<typeof parse>, now: number): Person['state'] {
  if (row.disabled === 1) return 'disabled';
  if (row.expires_at !== null && row.expires_at <= now) return 'expired';
  return row.password_hash === '' ? 'invited' : 'active';
}
