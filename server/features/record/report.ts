import { Purpose } from '../../contract/grant.ts';
import type { Report } from '../../contract/record.ts';
import type { Tally } from '../../store/audit-tally.ts';
import type { Store } from '../../store/store.ts';

/** Everybody with a second factor passes through it at each sign-in: it is on record, and no refusal to be reported. */
const FIRST_STEP = 'session.first-step';

const MINUTE = 60_000;
const VIEWS = ['camera.watch', 'channel.test-picture'];
/** Taken of what is being watched, as a rule: an export, and no other view; a refused one is a refused view. */
const SNAPSHOT = 'channel.snapshot';

/** The report of a month (YYYY-MM, in the hub's time zone) for these units (null: all). Cameras are those of today. */
export async function makeReport(store: Store, month: string, units: string[] | null): Promise<Report> {
  const span = monthSpan(month);
  const tallies = await store.auditEvents.tally(span, units);
  const count = counter(tallies);
  const done = (...actions: string[]): number =>
    count(({ action, outcome }) => actions.includes(action) && outcome === 'done');
  const refused = (isMeant: (action: string) => boolean): number =>
    count(({ action, outcome }) => outcome === 'refused' && action !== FIRST_STEP && isMeant(action));
  const isSignIn = (action: string): boolean => action.startsWith('session.');
  const isView = (action: string): boolean => VIEWS.includes(action) || action === SNAPSHOT;
  const isGrant = (action: string): boolean => action.startsWith('grant.');
  const isReview = ({ action, outcome }: Tally): boolean => action === 'grant.review' && outcome === 'done';

  return {
    month,
    cameras: await countCameras(store, units),
    views: {
      total: done(...VIEWS),
      minutes: minutesOf(tallies.filter(({ action }) => action === 'camera.watch-end')),
      viewers: await store.auditEvents.countPeople(span, units, VIEWS),
      byPurpose: viewsByPurpose(tallies),
    },
    refusals: {
      signIns: refused(isSignIn),
      views: refused(isView),
      // Whoever asked in vain was refused, too, though the decision itself was done.
      grants: refused(isGrant) + done('grant.refuse'),
      others: refused((action) => !isSignIn(action) && !isView(action) && !isGrant(action)),
    },
    breakGlass: {
      total: done('grant.break-glass'),
      reviewed: done('grant.review'),
      justified: tallies.filter(isReview).reduce((sum, { justified }) => sum + justified, 0),
    },
    grants: {
      requested: done('grant.request'),
      approved: done('grant.approve'),
      refused: done('grant.refuse'),
      revoked: done('grant.revoke'),
    },
    exports: { pictures: done(SNAPSHOT), records: done('record.export') },
    outages: {
      total: count(({ action }) => action === 'camera.outage'),
      minutes: minutesOf(tallies.filter(({ action }) => action === 'camera.outage')),
    },
  };
}

/** From the first moment of the month to the first of the next, ms since 1970. */
export function monthSpan(month: string): { from: number; to: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: new Date(year, number - 1).getTime(), to: new Date(year, number).getTime() };
}

function counter(tallies: readonly Tally[]): (isMeant: (tally: Tally) => boolean) => number {
  return (isMeant) => tallies.filter(isMeant).reduce((sum, { events }) => sum + events, 0);
}

function minutesOf(tallies: readonly Tally[]): number {
  return Math.round(tallies.reduce((sum, { durationMs }) => sum + durationMs, 0) / MINUTE);
}

function viewsByPurpose(tallies: readonly Tally[]): Report['views']['byPurpose'] {
  return Purpose.enum.flatMap((purpose) => {
    const own = tallies.filter((tally) => tally.purpose === purpose);
    const views = counter(own)(({ action, outcome }) => VIEWS.includes(action) && outcome === 'done');
    const minutes = minutesOf(own.filter(({ action }) => action === 'camera.watch-end'));
    return views === 0 && minutes === 0 ? [] : [{ purpose, views, minutes }];
  });
}

async function countCameras({ cameras, orgUnits }: Store, units: string[] | null): Promise<Report['cameras']> {
  const all = await cameras.list(units);
  const names = new Map((await orgUnits.list()).map(({ id, name }) => [id, name]));
  const byUnit = [...Map.groupBy(all, ({ unitId }) => unitId)]
    .map(([id, { length: total }]) => ({ unit: names.get(id) ?? '', total }))
    .sort((a, b) => b.total - a.total || a.unit.localeCompare(b.unit));
  const isMasked = ({ maskState }: { maskState: string }): boolean => maskState === 'camera' || maskState === 'relay';
  const masked = all.filter(({ channels }) => channels.some(isMasked)).length;
  return { total: all.length, masked, byUnit };
}
