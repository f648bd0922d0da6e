import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** What says by a plain `unit_id` where it belongs. */
const BELONGINGS = ['cameras', 'sites', 'users', 'shifts', 'grants', 'walls', 'tours', 'meetings'] as const;

/**
 * Hangs all that hangs on one unit on another: units below, cameras, sites, people, shifts, grants, shared walls
 * and tours, meetings and invitations to them. Roles and links are for the unit alone, and end with it.
 * @returns ids of the people whose roles ended
 */
export async function moveBelongings(database: Kysely<Schema>, from: string, into: string): Promise<string[]> {
  await sql`update org_units set parent_id = ${into}
    where parent_id = ${from} and state <> 'retired'`.execute(database);
  // A site keeps the name of the unit it came from where the other unit has one of that name already.
  await sql`update sites set name = substr((select name from org_units where id = ${from}) || ' ' || name, 1, 60)
    where unit_id = ${from} and name in (select name from sites where unit_id = ${into})`.execute(database);
  const people = await database
    .selectFrom('role_assignments')
    .select('user_id')
    .distinct()
    .where('unit_id', '=', from)
    .execute();
  await database.deleteFrom('role_assignments').where('unit_id', '=', from).execute();
  await database.deleteFrom('invitations').where('unit_id', '=', from).execute();
  // Who belongs to the one unit belongs to the other from now on, and stays invited.
  await sql`insert or ignore into meeting_invitations select meeting_id, kind, ${into} from meeting_invitations
    where kind = 'unit' and target_id = ${from}`.execute(database);
  await sql`delete from meeting_invitations where kind = 'unit' and target_id = ${from}`.execute(database);
  for (const table of BELONGINGS) {
    await sql`update ${sql.table(table)} set unit_id = ${into} where unit_id = ${from}`.execute(database);
  }
  return people.map((row) => row.user_id);
}
