import { type Kysely, sql } from 'kysely';
import { type Static, Type } from 'typebox';
import type { Invited, MeetingKind, MeetingState } from '../contract/meeting.ts';
import { MeetingInvitationRow, MeetingRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

/** A meeting as it is kept. Times are ms since 1970. */
export interface StoredMeeting {
  id: string;
  kind: MeetingKind;
  title: string;
  agenda: string;
  startsAt: number;
  endsAt: number;
  invited: Invited;
  lobby: boolean;
  state: MeetingState;
  unitId: string;
  ownerId: string;
  /** The owner's name as it is now; not written. */
  ownerName: string;
  seriesId: string | null;
  /** PHC string, as of a password. */
  passcodeHash: string | null;
  openedAt: number | null;
  endedAt: number | null;
}

/** Whom a list is for. */
export interface Invitee {
  userId: string;
  unitIds: readonly string[];
  /** Of a screen. */
  siteId: string | null;
}

const parse = rowParser('meetings', Type.Object({ ...MeetingRow.properties, owner_name: Type.String() }));
const parseInvitation = rowParser('meeting_invitations', MeetingInvitationRow);

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;

/** Planned and running meetings, and those that are over. */
export class Meetings {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async find(id: string): Promise<StoredMeeting | null> {
    const rows = await this.#rows().where('meetings.id', '=', id).execute();
    return (await this.#toMeetings(rows))[0] ?? null;
  }

  /** Those that the invitee made or is invited to, which touch the time from `from` to before `until`; by beginning, the first ones. */
  async listFor(
    { userId, unitIds, siteId }: Invitee,
    from: number,
    until: number,
    limit: number,
  ): Promise<StoredMeeting[]> {
    const units = unitIds.length === 0 ? sql`null` : sql.join(unitIds);
    const rows = await this.#rows()
      .where('starts_at', '<', until)
      .where('ends_at', '>', from)
      .where((is) =>
        is.or([
          is('owner_id', '=', userId),
          sql<boolean>`meetings.id in (select meeting_id from meeting_invitations
            where (kind = 'person' and target_id = ${userId}) or (kind = 'unit' and target_id in (${units}))
              or (kind = 'site' and target_id = ${siteId}))`,
        ]),
      )
      .orderBy('starts_at')
      .orderBy('meetings.id')
      .limit(limit)
      .execute();
    return this.#toMeetings(rows);
  }

  /** Those in which people are, or were and may come back. */
  async running(): Promise<StoredMeeting[]> {
    return this.#toMeetings(await this.#rows().where('state', '=', 'open').orderBy('starts_at').execute());
  }

  /** Those that are planned, and begin in the span (from `from` to before `until`). */
  async beginning(from: number, until: number): Promise<StoredMeeting[]> {
    const planned = this.#rows().where('state', '=', 'planned');
    const rows = await planned.where('starts_at', '>=', from).where('starts_at', '<', until).execute();
    return this.#toMeetings(rows);
  }

  /** Those that are still planned although their end is before this time: nobody came. */
  async missed(before: number): Promise<StoredMeeting[]> {
    return this.#toMeetings(await this.#rows().where('state', '=', 'planned').where('ends_at', '<', before).execute());
  }

  /** Of a series those that begin then or later, in order. */
  async series(seriesId: string, fromStartsAt: number): Promise<StoredMeeting[]> {
    const rows = await this.#rows()
      .where('series_id', '=', seriesId)
      .where('starts_at', '>=', fromStartsAt)
      .orderBy('starts_at')
      .execute();
    return this.#toMeetings(rows);
  }

  /**
   * Adds it, or replaces what is stored under its id; its kind, unit and owner stay. Of a private meeting that is over it is
   * not kept who was invited, and written over with zeros.
   * @throws StoreError `conflict` where its unit or owner does not exist
   */
  async save(meeting: StoredMeeting): Promise<void> {
    const { id, kind, unitId, ownerId, seriesId, invited, state } = meeting;
    const values = toValues(meeting);
    await this.#database
      .insertInto('meetings')
      .values({ id, kind, unit_id: unitId, owner_id: ownerId, series_id: seriesId, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    const isForgotten = kind === 'private' && (state === 'ended' || state === 'cancelled');
    if (isForgotten) await sql`pragma secure_delete = on`.execute(this.#database);
    await this.#database.deleteFrom('meeting_invitations').where('meeting_id', '=', id).execute();
    if (isForgotten) {
      await sql`pragma secure_delete = off`.execute(this.#database);
      return;
    }
    const rows = toInvitations(id, invited);
    for (let start = 0; start < rows.length; start += BATCH) {
      const some = rows.slice(start, start + BATCH);
      await this.#database.insertInto('meeting_invitations').values(some).execute();
    }
  }

  /** Ids of all who can sign in and whom the invitation is for: people, screens of the sites, and the owner. */
  async invitedUsers(
    { invited: { unitIds, siteIds, userIds }, ownerId }: Pick<StoredMeeting, 'invited' | 'ownerId'>,
    now = Date.now(),
  ): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('users')
      .select('id')
      .where('disabled', '=', 0)
      .where('guest_of', 'is', null)
      .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]))
      .where((is) =>
        is.or([
          is('id', 'in', [ownerId, ...userIds]),
          ...(unitIds.length === 0 ? [] : [is.and([is('unit_id', 'in', unitIds), is('screen', '=', 0)])]),
          ...(siteIds.length === 0
            ? []
            : [is('id', 'in', is.selectFrom('kiosks').select('user_id').where('site_id', 'in', siteIds))]),
        ]),
      )
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  async #toMeetings(found: readonly unknown[]): Promise<StoredMeeting[]> {
    const rows = found.map(parse);
    const ids = rows.map(({ id }) => id);
    const invitations: Static<typeof MeetingInvitationRow>[] = [];
    for (let start = 0; start < ids.length; start += BATCH) {
      const query = this.#database.selectFrom('meeting_invitations').selectAll();
      const some = await query.where('meeting_id', 'in', ids.slice(start, start + BATCH)).execute();
      invitations.push(...some.map(parseInvitation));
    }
    const byMeeting = Map.groupBy(invitations, ({ meeting_id: id }) => id);
    return rows.map((row) => toMeeting(row, byMeeting.get(row.id) ?? []));
  }

  #rows() {
    return this.#database
      .selectFrom('meetings')
      .innerJoin('users', 'users.id', 'meetings.owner_id')
      .selectAll('meetings')
      .select('users.name as owner_name');
  }
}

function toMeeting(
  row: ReturnType<typeof parse>,
  invitations: readonly Static<typeof MeetingInvitationRow>[],
): StoredMeeting {
  const idsOf = (wanted: string) =>
    invitations.filter(({ kind }) => kind === wanted).map(({ target_id: targetId }) => targetId);
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    agenda: row.agenda,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    invited: { unitIds: idsOf('unit'), siteIds: idsOf('site'), userIds: idsOf('person') },
    lobby: row.lobby === 1,
    state: row.state,
    unitId: row.unit_id,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    seriesId: row.series_id,
    passcodeHash: row.passcode_hash,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
  };
}

function toValues(meeting: StoredMeeting) {
  return {
    title: meeting.title,
    agenda: meeting.agenda,
    starts_at: meeting.startsAt,
    ends_at: meeting.endsAt,
    lobby: meeting.lobby ? (1 as const) : (0 as const),
    state: meeting.state,
    passcode_hash: meeting.passcodeHash,
    opened_at: meeting.openedAt,
    ended_at: meeting.endedAt,
  };
}

function toInvitations(id: string, { unitIds, siteIds, userIds }: Invited): Static<typeof MeetingInvitationRow>[] {
  const rows = (kind: 'unit' | 'site' | 'person', targets: readonly string[]) =>
    [...new Set(targets)].map((target) => ({ meeting_id: id, kind, target_id: target }));
  return [...rows('unit', unitIds), ...rows('site', siteIds), ...rows('person', userIds)];
}
