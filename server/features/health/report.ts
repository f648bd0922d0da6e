import type { HealthQuery, HealthRow } from '../../contract/health.ts';
import { Cause } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { HealthDay } from '../../store/health-days.ts';
import type { Store } from '../../store/store.ts';
import { dayOf, spanOf } from './ledger.ts';

/** The longest report, days: a year of bills. */
const LONGEST = 366;

interface Sum {
  key: string;
  name: string;
  cameras: Set<string>;
  working: number;
  faulty: number;
  offline: number;
  unobserved: number;
  causes: Map<Cause, number>;
}

/**
 * How available the cameras of these units (null: all) were. A row says how much of its time nobody looked: from a
 * camera's second day on each day is owed whole.
 * @throws HubError `record.window`
 */
export async function makeReport(
  store: Store,
  query: Pick<HealthQuery, 'from' | 'to' | 'by'>,
  units: readonly string[] | null,
  now = Date.now(),
): Promise<HealthRow[]> {
  const days = daysOf(query, now);
  const firstDays = await store.healthDays.firstDays();
  const unitNames = new Map((await store.orgUnits.list()).map(({ id, name }) => [id, name]));
  const sums = new Map<string, Sum>();
  /** As it was on its last day with a row: what is missing of it is booked where it stood. */
  const known = new Map<string, HealthDay>();
  for (const day of days) {
    const { from, to } = spanOf(day);
    const length = Math.min(to, now) - from;
    const seen = new Set<string>();
    for (const row of await store.healthDays.list(day, day, units)) {
      seen.add(row.cameraId);
      known.set(row.cameraId, row);
      const observed = row.working + row.faulty + row.offline;
      const isFirst = firstDays.get(row.cameraId) === day;
      book(open(sums, query.by, row, day, unitNames), row, isFirst ? row.unknown : Math.max(0, length - observed));
    }
    for (const row of known.values()) {
      if (seen.has(row.cameraId) || !firstDays.has(row.cameraId)) continue;
      open(sums, query.by, row, day, unitNames).unobserved += length;
    }
  }
  return [...sums.values()].map(toRow).toSorted((a, b) => a.name.localeCompare(b.name, 'zh'));
}

/** Those of the query that have begun. */
function daysOf({ from, to }: Pick<HealthQuery, 'from' | 'to'>, now: number): string[] {
  const days: string[] = [];
  const today = dayOf(now);
  for (let day = from; day <= to && day <= today; day = dayOf(spanOf(day).to)) {
    days.push(day);
    if (days.length > LONGEST) throw new HubError('record.window');
  }
  if (from > to || dayOf(spanOf(from).from) !== from) throw new HubError('record.window');
  return days;
}

function open(
  sums: Map<string, Sum>,
  by: HealthQuery['by'],
  { cameraId, cameraName, unitId, carrier }: HealthDay,
  day: string,
  unitNames: ReadonlyMap<string, string>,
): Sum {
  const [key, name] = {
    unit: [unitId, unitNames.get(unitId) ?? ''] as const,
    carrier: [carrier, carrier] as const,
    day: [day, day] as const,
    camera: [cameraId, cameraName] as const,
  }[by];
  const fresh = { cameras: new Set<string>(), working: 0, faulty: 0, offline: 0, unobserved: 0, causes: new Map() };
  const sum = sums.get(key) ?? { key, name, ...fresh };
  sums.set(key, sum);
  sum.name = name;
  sum.cameras.add(cameraId);
  return sum;
}

function book(sum: Sum, { working, faulty, offline, causes }: HealthDay, unobserved: number): void {
  sum.working += working;
  sum.faulty += faulty;
  sum.offline += offline;
  sum.unobserved += unobserved;
  for (const cause of Cause.enum) {
    const lost = causes[cause];
    if (lost !== undefined) sum.causes.set(cause, (sum.causes.get(cause) ?? 0) + lost);
  }
}

function toRow({ key, name, cameras, working, faulty, offline, unobserved, causes }: Sum): HealthRow {
  const observed = working + faulty + offline;
  const share = (part: number): number | null => (observed === 0 ? null : part / observed);
  return {
    key,
    name,
    cameras: cameras.size,
    online: share(working + faulty),
    available: share(working),
    observed,
    unobserved,
    causes: [...causes].map(([cause, lost]) => ({ cause, lost })).toSorted((a, b) => b.lost - a.lost),
  };
}
