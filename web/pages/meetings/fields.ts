import { LONGEST_MEETING } from '../../../server/contract/meeting.ts';
import type { Invited, Meeting, MeetingCreate, MeetingUpdate, Recurrence } from '../../../server/contract/meeting.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
/** Minutes. */
export const LENGTHS = [30, 45, 60, 90, 120, 180, 240, 480];
export const LONGEST_MINUTES = LONGEST_MEETING / MINUTE;
/** As Passcode of the contract: test/web/meetings-fields.test.ts holds the two together. */
export const passcodePattern = /^[0-9]{4,12}$/;

/** What the form of a meeting holds. */
export interface Fields {
  kind: MeetingCreate['kind'];
  title: string;
  agenda: string;
  unitId?: string;
  startsAt: number | null;
  /** Length. */
  minutes: number | null;
  every: Recurrence['every'] | 'once';
  times: number | null;
  invited: Invited;
  lobby: boolean;
  hasPasscode: boolean;
  /** Empty: as it was. */
  passcode: string;
  /** With all that come after it in its series. */
  series: boolean;
}

/** What is wrong with a field, as a key below `meetings.wrong`. */
export type Wrong = 'past' | 'length' | 'passcode' | 'passcodeNeeded';

export const nobody: Invited = { unitIds: [], siteIds: [], userIds: [] };

/** A new one: at the next full quarter of an hour that is at least ten minutes away. */
export function newFields(now: number, unitId: string | undefined): Fields {
  return {
    kind: 'scheduled',
    title: '',
    agenda: '',
    ...(unitId !== undefined && { unitId }),
    startsAt: Math.ceil((now + 10 * MINUTE) / QUARTER) * QUARTER,
    minutes: 60,
    every: 'once',
    times: 4,
    invited: nobody,
    lobby: false,
    hasPasscode: false,
    passcode: '',
    series: false,
  };
}

/** Of one that is there. */
export function fieldsOf(meeting: Meeting): Fields {
  const { kind, title, agenda, unitId, startsAt, endsAt, invited, lobby, hasPasscode } = meeting;
  return {
    // A call is never changed; its kind has no place in the form.
    kind: kind === 'call' ? 'scheduled' : kind,
    title,
    agenda,
    unitId,
    startsAt,
    minutes: Math.round((endsAt - startsAt) / MINUTE),
    every: 'once',
    times: null,
    invited,
    lobby,
    hasPasscode,
    passcode: '',
    series: false,
  };
}

/** The beginning may not lie behind. @param now by the hub's clock */
export function wrongStart(startsAt: number | null, minutes: number | null, now: number): Wrong | null {
  return startsAt !== null && startsAt + (minutes ?? 0) * MINUTE <= now ? 'past' : null;
}

export function wrongLength(minutes: number | null): Wrong | null {
  return minutes !== null && minutes >= 5 && minutes <= LONGEST_MINUTES ? null : 'length';
}

/** @param kept the meeting has one already, which an empty field leaves as it is */
export function wrongPasscode(
  { hasPasscode, passcode }: Pick<Fields, 'hasPasscode' | 'passcode'>,
  kept: boolean,
): Wrong | null {
  if (!hasPasscode) return null;
  if (passcode === '') return kept ? null : 'passcodeNeeded';
  return passcodePattern.test(passcode) ? null : 'passcode';
}

/** What the hub is sent; null where the form is not filled in. */
export function createOf(fields: Fields): MeetingCreate | null {
  const facts = factsOf(fields);
  if (!facts || fields.unitId === undefined) return null;
  const { kind, unitId, every, times, hasPasscode, passcode } = fields;
  return {
    kind,
    ...facts,
    unitId,
    passcode: hasPasscode ? passcode : null,
    recurrence: every === 'once' || times === null ? null : { every, times },
  };
}

/** As {@link createOf}, of a change. */
export function updateOf(fields: Fields): MeetingUpdate | null {
  const facts = factsOf(fields);
  if (!facts) return null;
  const { hasPasscode, passcode, series } = fields;
  // Not sent: it stays as it was.
  return { ...facts, ...(!hasPasscode ? { passcode: null } : passcode && { passcode }), series };
}

function factsOf({ title, agenda, startsAt, minutes, invited, lobby }: Fields) {
  if (startsAt === null || minutes === null) return null;
  const endsAt = startsAt + minutes * MINUTE;
  return { title: title.trim(), agenda: agenda.trim(), startsAt, endsAt, invited, lobby };
}
