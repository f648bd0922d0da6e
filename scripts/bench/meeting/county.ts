import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnitKind } from '../../../server/contract/org.ts';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { Keys } from '../../../server/keys.ts';
import { hashPassword } from '../../../server/password.ts';
import { Store } from '../../../server/store/store.ts';
import { HubClient } from '../../../test/rig/hub-client.ts';
import { freePort, type HubProcess, startHub } from '../../../test/rig/hub-process.ts';
import type { RigPerson } from '../../../test/rig/people.ts';
import { type Session, signInFrom } from './session.ts';
import { makeUnit } from '../../../test/server/two-towns.ts';

const TOWNS = 11;
const PASSWORD = 'a long enough passphrase';

/** A hub with a county of so many units, somebody signed in from each, and a meeting of all of them. */
export interface MeetingCounty {
  hub: HubProcess;
  meeting: Meeting;
  /** One of each unit; the first holds the meeting. */
  sessions: Session[];
  /** Those who look by a browser: the last ones. */
  lookers: HubClient[];
}

export interface MeetingCountyOptions {
  units: number;
  /** How many look by a browser. */
  lookers: number;
  environment: Record<string, string>;
}

/** Puts the county into a store before its hub is started, and signs everybody in as a page does. */
export async function startMeetingCounty(options: MeetingCountyOptions): Promise<MeetingCounty> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'hub-'));
  const { unitIds, people } = await fill(dataFolder, options.units);
  const again = { url: `http://127.0.0.1:${await freePort()}`, dataFolder };
  const hub = await startHub({ again, environment: options.environment });
  const [first] = people;
  try {
    if (first === undefined) throw new RangeError('nobody is there');
    const holder = await HubClient.signIn(hub.url, first);
    const lookers: HubClient[] = [];
    const sessions: Session[] = [];
    for (const [index, person] of people.entries()) {
      if (index < people.length - options.lookers) {
        sessions.push(await signInFrom(hub.url, person, `127.38.0.${index + 1}`));
      } else lookers.push(await HubClient.signIn(hub.url, person));
    }
    const now = Date.now();
    const facts = { kind: 'scheduled', title: '防汛会商', agenda: '', startsAt: now, endsAt: now + 3_600_000 };
    const rules = { lobby: false, passcode: null, recurrence: null };
    const body = { ...facts, ...rules, unitId: holder.user.unitId, invited: { unitIds, siteIds: [], userIds: [] } };
    const meeting = (await holder.expect('meeting.create', { body })) as Meeting;
    return { hub, meeting, sessions, lookers };
  } catch (error) {
    await hub.close();
    throw error;
  }
}

/** A county, its towns, and villages below them, each with one official. */
async function fill(dataFolder: string, count: number): Promise<{ unitIds: string[]; people: RigPerson[] }> {
  const store = await Store.open(join(dataFolder, 'hub.sqlite'), Keys.load(dataFolder));
  try {
    const root = await store.orgUnits.root();
    const unitIds = [root.id];
    for (let index = 1; index < count; index++) {
      const isTown = index <= TOWNS;
      const kind: UnitKind = isTown ? 'town' : 'village';
      const parentId = isTown ? root.id : (unitIds[1 + (index % TOWNS)] ?? root.id);
      const unit = makeUnit(parentId, `单位${index}`, kind);
      await store.orgUnits.add(unit);
      unitIds.push(unit.id);
    }
    const passwordHash = await hashPassword(PASSWORD);
    const people: RigPerson[] = [];
    for (const [index, unitId] of unitIds.entries()) {
      const username = `official-${index}`;
      const facts = { username, name: `干部${index}`, phone: '', unitId, expiresAt: null, passwordHash };
      const id = await store.users.add(facts);
      await store.users.addRole(id, 'town-official', unitId, null);
      people.push({ username, password: PASSWORD, roles: ['town-official'] });
    }
    return { unitIds, people };
  } finally {
    await store.close();
  }
}
