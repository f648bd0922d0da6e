import type { Attendance } from '../../contract/meeting.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Stay } from '../../store/attendances.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Store } from '../../store/store.ts';
import { attendanceWorkbook } from './attendance-workbook.ts';
import { detailOf, lookedAfter } from './change.ts';
import { invitedPlaces } from './invited-places.ts';

const MINUTE = 60_000;

/** Who was in a meeting, for who looks after it. Of a private one there is nothing to tell. */
export class AttendanceService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws HubError `meeting.unknown`, `meeting.private`, `permission.denied` */
  async read(actor: SignedIn, id: string, now = Date.now()): Promise<Attendance> {
    return this.#attendanceOf(await this.#reported(actor, id), now);
  }

  /** As {@link read}, as XLSX; that it was taken is put on record first. */
  async file(actor: SignedIn, id: string, now = Date.now()): Promise<Buffer> {
    const meeting = await this.#reported(actor, id);
    const workbook = await attendanceWorkbook(meeting, await this.#attendanceOf(meeting, now));
    const { user, address } = actor;
    const event = { user, address, action: 'meeting.export-attendance', target: { kind: 'meeting', id } };
    const { unitId } = meeting;
    await this.#store.auditEvents.add({ ...event, unitId, outcome: 'done', detail: detailOf(meeting) });
    return workbook;
  }

  async #reported(actor: SignedIn, id: string): Promise<StoredMeeting> {
    if ((await this.#store.meetings.find(id))?.kind === 'private') throw new HubError('meeting.private');
    return lookedAfter(this.#store, actor, id);
  }

  async #attendanceOf(meeting: StoredMeeting, now: number): Promise<Attendance> {
    const { stays, marks } = await this.#store.attendances.list(meeting.id);
    const units = await this.#store.orgUnits.list();
    const unitNames = new Map(units.map(({ id, name }) => [id, name]));
    const sites = await this.#store.sites.list();
    const present = {
      unit: new Set(stays.filter(({ isGuest, siteId }) => !isGuest && siteId === null).map(({ unitId }) => unitId)),
      site: new Set(stays.map(({ siteId }) => siteId)),
      person: new Set(stays.map(({ userId }) => userId)),
    };
    const rollCalls = new Map(marks.map(({ kind, id, mark }) => [`${kind} ${id}`, mark]));
    const entry = (kind: 'unit' | 'site' | 'person', id: string, name: string) => ({
      ...{ kind, id, name, present: present[kind].has(id), rollCall: rollCalls.get(`${kind} ${id}`) ?? null },
    });
    const people: Attendance['invited'] = [];
    for (const id of meeting.invited.userIds) people.push(entry('person', id, await this.#nameOf(id)));
    const places = invitedPlaces(units, sites, meeting.invited).map(({ kind, id, name }) => entry(kind, id, name));
    const end = meeting.endedAt ?? now;
    const byUser = [...Map.groupBy(stays, ({ userId }) => userId).values()];
    return {
      invited: [...places, ...people],
      people: byUser.flatMap((own) => summary(own, unitNames, meeting, end) ?? []),
    };
  }

  /** Empty for one who is gone. */
  async #nameOf(userId: string): Promise<string> {
    return (await this.#store.people.find(userId))?.name ?? '';
  }
}

/** All stays of one user as a line. */
function summary(
  stays: readonly Stay[],
  unitNames: ReadonlyMap<string, string>,
  { endedAt }: StoredMeeting,
  end: number,
): Attendance['people'][number] | undefined {
  const first = stays[0];
  if (first === undefined) return undefined;
  // A stay without an end in a meeting that is over: its end could not be written.
  const ends = stays.map(({ leftAt }) => leftAt ?? endedAt);
  const spent = stays.reduce((sum, { joinedAt, leftAt }) => sum + Math.max(0, (leftAt ?? end) - joinedAt), 0);
  return {
    name: first.name,
    unit: unitNames.get(first.unitId) ?? '',
    isGuest: first.isGuest,
    joinedAt: first.joinedAt,
    leftAt: ends.includes(null) ? null : Math.max(...ends.map((at) => at ?? 0)),
    minutes: Math.round(spent / MINUTE),
  };
}
