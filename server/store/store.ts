import { AsyncLocalStorage } from 'node:async_hooks';
import { closeSync, openSync } from 'node:fs';
import { Kysely, sql } from 'kysely';
import type { Keys } from '../keys.ts';
import { Alarms } from './alarms.ts';
import { AnswerRules } from './answer-rules.ts';
import { Attendances } from './attendances.ts';
import { AuditAnchors } from './audit-anchors.ts';
import { AuditEvents } from './audit-events.ts';
import { CameraHealthBook } from './camera-health.ts';
import { Cameras } from './cameras.ts';
import { CredentialSets } from './credential-sets.ts';
import { FavouriteChannels } from './favourites.ts';
import { Grants } from './grants.ts';
import { Guests } from './guests.ts';
import { HealthDays } from './health-days.ts';
import { Invitations } from './invitations.ts';
import { Jobs } from './jobs.ts';
import { Kiosks } from './kiosks.ts';
import { MeetingFiles } from './meeting-files.ts';
import { MeetingMessages } from './meeting-messages.ts';
import { MeetingMinutes } from './meeting-minutes.ts';
import { MeetingPolls } from './meeting-polls.ts';
import { MeetingRemains } from './meeting-remains.ts';
import { Meetings } from './meetings.ts';
import { migrate, type Migrated } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { OrgUnits } from './org-units.ts';
import { People } from './people.ts';
import type { Schema } from './schema.ts';
import { SecondFactors } from './second-factors.ts';
import { Sessions } from './sessions.ts';
import { Shifts } from './shifts.ts';
import { SignPhotos } from './sign-photos.ts';
import { SignInAddresses } from './sign-in-addresses.ts';
import { SignInFailures } from './sign-in-failures.ts';
import { SiteViews } from './site-views.ts';
import { Sites } from './sites.ts';
import { SqliteDialect } from './sqlite-dialect.ts';
import { StoreError } from './store-error.ts';
import { Tours } from './tours.ts';
import { Users } from './users.ts';
import { Walls } from './walls.ts';

/** One repository per noun. */
export interface Repositories {
  orgUnits: OrgUnits;
  sites: Sites;
  users: Users;
  people: People;
  secondFactors: SecondFactors;
  invitations: Invitations;
  sessions: Sessions;
  signInFailures: SignInFailures;
  signInAddresses: SignInAddresses;
  cameras: Cameras;
  signPhotos: SignPhotos;
  cameraHealth: CameraHealthBook;
  healthDays: HealthDays;
  alarms: Alarms;
  credentialSets: CredentialSets;
  jobs: Jobs;
  shifts: Shifts;
  grants: Grants;
  walls: Walls;
  tours: Tours;
  favourites: FavouriteChannels;
  siteViews: SiteViews;
  kiosks: Kiosks;
  meetings: Meetings;
  attendances: Attendances;
  answerRules: AnswerRules;
  guests: Guests;
  meetingFiles: MeetingFiles;
  meetingMessages: MeetingMessages;
  meetingMinutes: MeetingMinutes;
  meetingPolls: MeetingPolls;
  meetingRemains: MeetingRemains;
  auditEvents: AuditEvents;
  auditAnchors: AuditAnchors;
}

/** The database. All that is kept goes through here. */
export class Store implements Repositories {
  readonly orgUnits: OrgUnits;
  readonly sites: Sites;
  readonly users: Users;
  readonly people: People;
  readonly secondFactors: SecondFactors;
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly signInFailures: SignInFailures;
  readonly signInAddresses: SignInAddresses;
  readonly cameras: Cameras;
  readonly signPhotos: SignPhotos;
  readonly cameraHealth: CameraHealthBook;
  readonly healthDays: HealthDays;
  readonly alarms: Alarms;
  readonly credentialSets: CredentialSets;
  readonly jobs: Jobs;
  readonly shifts: Shifts;
  readonly grants: Grants;
  readonly walls: Walls;
  readonly tours: Tours;
  readonly favourites: FavouriteChannels;
  readonly siteViews: SiteViews;
  readonly kiosks: Kiosks;
  readonly meetings: Meetings;
  readonly attendances: Attendances;
  readonly answerRules: AnswerRules;
  readonly guests: Guests;
  readonly meetingFiles: MeetingFiles;
  readonly meetingMessages: MeetingMessages;
  readonly meetingMinutes: MeetingMinutes;
  readonly meetingPolls: MeetingPolls;
  readonly meetingRemains: MeetingRemains;
  readonly auditEvents: AuditEvents;
  readonly auditAnchors: AuditAnchors;
  /** What the start did to the schema. */
  readonly migrated: Migrated;
  readonly #database: Kysely<Schema>;
  readonly #keys: Keys;
  readonly #insideTransaction: AsyncLocalStorage<true>;
  #closing: Promise<void> | undefined;

  private constructor(
    database: Kysely<Schema>,
    keys: Keys,
    migrated: Migrated,
    insideTransaction: AsyncLocalStorage<true>,
    mayWait: () => void,
  ) {
    this.#database = database;
    this.#keys = keys;
    this.#insideTransaction = insideTransaction;
    this.migrated = migrated;
    const repositories = makeRepositories(database, keys, mayWait);
    this.users = repositories.users;
    this.people = repositories.people;
    this.secondFactors = repositories.secondFactors;
    this.invitations = repositories.invitations;
    this.sessions = repositories.sessions;
    this.signInFailures = repositories.signInFailures;
    this.signInAddresses = repositories.signInAddresses;
    this.orgUnits = repositories.orgUnits;
    this.sites = repositories.sites;
    this.cameras = repositories.cameras;
    this.signPhotos = repositories.signPhotos;
    this.cameraHealth = repositories.cameraHealth;
    this.healthDays = repositories.healthDays;
    this.alarms = repositories.alarms;
    this.credentialSets = repositories.credentialSets;
    this.jobs = repositories.jobs;
    this.shifts = repositories.shifts;
    this.grants = repositories.grants;
    this.walls = repositories.walls;
    this.tours = repositories.tours;
    this.favourites = repositories.favourites;
    this.siteViews = repositories.siteViews;
    this.kiosks = repositories.kiosks;
    this.meetings = repositories.meetings;
    this.attendances = repositories.attendances;
    this.answerRules = repositories.answerRules;
    this.guests = repositories.guests;
    this.meetingFiles = repositories.meetingFiles;
    this.meetingMessages = repositories.meetingMessages;
    this.meetingMinutes = repositories.meetingMinutes;
    this.meetingPolls = repositories.meetingPolls;
    this.meetingRemains = repositories.meetingRemains;
    this.auditEvents = repositories.auditEvents;
    this.auditAnchors = repositories.auditAnchors;
  }

  /**
   * Opens the file, brings its schema up to date and checks that the key belongs to it.
   * @throws StoreError `newer`, `unavailable`, or `unreadable` if it was sealed with another key
   */
  static async open(file: string, keys: Keys): Promise<Store> {
    // SQLite makes its files readable for all; its journals take the mode of the file that is there.
    closeSync(openSync(file, 'a', 0o600));
    // Repositories from outside of a transaction must not be used inside of one: they would wait for its end, for ever.
    const insideTransaction = new AsyncLocalStorage<true>();
    const mayWait = (): void => {
      if (insideTransaction.getStore()) throw misuse();
    };
    const database = new Kysely<Schema>({ dialect: new SqliteDialect(file, mayWait) });
    try {
      const migrated = await migrate(database, file, migrations);
      await checkKey(database, keys);
      return new Store(database, keys, migrated, insideTransaction, mayWait);
    } catch (error) {
      await database.destroy();
      throw error;
    }
  }

  /** All of it or nothing. Inside, use only the repositories that are handed in. */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.#database
      .transaction()
      .execute((transaction) =>
        this.#insideTransaction.run(true, () => work(makeRepositories(transaction, this.#keys))),
      );
  }

  /** Answers if the database does. @throws StoreError */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.#database);
  }

  close(): Promise<void> {
    this.#closing ??= this.#database.destroy();
    return this.#closing;
  }
}

function makeRepositories(database: Kysely<Schema>, keys: Keys, mayWait?: () => void): Repositories {
  return {
    users: new Users(database),
    people: new People(database),
    secondFactors: new SecondFactors(database, keys),
    invitations: new Invitations(database),
    sessions: new Sessions(database),
    signInFailures: new SignInFailures(database),
    signInAddresses: new SignInAddresses(database),
    orgUnits: new OrgUnits(database),
    sites: new Sites(database),
    cameras: new Cameras(database, keys),
    signPhotos: new SignPhotos(database),
    cameraHealth: new CameraHealthBook(database),
    healthDays: new HealthDays(database),
    alarms: new Alarms(database),
    credentialSets: new CredentialSets(database, keys),
    jobs: new Jobs(database, keys),
    shifts: new Shifts(database),
    grants: new Grants(database),
    walls: new Walls(database),
    tours: new Tours(database),
    favourites: new FavouriteChannels(database),
    siteViews: new SiteViews(database),
    kiosks: new Kiosks(database),
    meetings: new Meetings(database),
    attendances: new Attendances(database),
    answerRules: new AnswerRules(database),
    guests: new Guests(database),
    meetingFiles: new MeetingFiles(database),
    meetingMessages: new MeetingMessages(database),
    meetingMinutes: new MeetingMinutes(database),
    meetingPolls: new MeetingPolls(database),
    meetingRemains: new MeetingRemains(database),
    auditEvents: new AuditEvents(database, mayWait),
    auditAnchors: new AuditAnchors(database),
  };
}

function misuse(): StoreError {
  return new StoreError('misuse', 'a query outside of the running transaction: use the repositories handed in');
}

async function checkKey(database: Kysely<Schema>, keys: Keys): Promise<void> {
  const row = await database.selectFrom('hub').select('key_fingerprint').executeTakeFirst();
  if (row === undefined) {
    await database.insertInto('hub').values({ only: 1, key_fingerprint: keys.fingerprint }).execute();
  } else if (row.key_fingerprint !== keys.fingerprint) {
    throw new StoreError('unreadable', 'hub.key is not the key of this database: put the right one in its place');
  }
}
