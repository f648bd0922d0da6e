/**
 * A record of 1,000,000 lines: `npm run bench record [-- --events 1000000 --searches 200]`.
 *
 * Two years of a county: 1,000 users, 2,000 cameras in 92 units. Measured are searches as the page makes them (100 lines
 * a page, anywhere in the record), the check of the chain in the database, and the export with its check.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anchorDays } from '../../server/features/record/anchors.ts';
import { checkExport } from '../../server/features/record/export-check.ts';
import { exportRecord } from '../../server/features/record/export.ts';
import { makeReport } from '../../server/features/record/report.ts';
import { verifyRecord } from '../../server/features/record/verification.ts';
import { Keys } from '../../server/keys.ts';
import type { AuditSearch } from '../../server/store/audit-search.ts';
import { Store } from '../../server/store/store.ts';
import { median, percentile, round } from '../../test/rig/figures.ts';
import { CAMERAS, fillRecord, UNITS, USERS } from '../../test/rig/large-record.ts';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, searches: { type: 'string', default: '200' } },
});
const events = Number(values.events);
const searches = Number(values.searches);
const PAGE = 100;
const DAY = 24 * 3_600_000;
const MEGABYTE = 1024 * 1024;

const any = <T>(list: readonly T[]): T => {
  const one = list[Math.floor(Math.random() * list.length)];
  if (one === undefined) throw new Error('an empty list');
  return one;
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-record-'));
const keys = Keys.load(folder);
const file = join(folder, 'hub.sqlite');
await (await Store.open(file, keys)).close();
const span = await fillRecord(file, events);
const store = await Store.open(file, keys);
try {
  const moment = (): number => span.from + Math.random() * (span.to - span.from);
  const day = (): Pick<AuditSearch, 'from' | 'to'> => {
    const from = Math.floor(moment());
    return { from, to: from + DAY };
  };
  const kinds: Record<string, () => AuditSearch> = {
    user: () => ({ units: null, userId: any(USERS).id }),
    'user name': () => ({ units: null, username: any(USERS).username }),
    camera: () => ({ units: null, targetId: any(CAMERAS).id }),
    'a day': () => ({ units: null, ...day() }),
    'everything until a moment': () => ({ units: null, to: Math.floor(moment()) }),
    'user, in a month': () => ({ units: null, userId: any(USERS).id, from: span.to - 30 * DAY }),
    'user and camera': () => ({ units: null, userId: any(USERS).id, targetId: any(CAMERAS).id }),
    'refused, of one user': () => ({ units: null, userId: any(USERS).id, outcome: 'refused' }),
    'a rare action': () => ({ units: null, actions: ['grant.break-glass'] }),
    'one unit': () => ({ units: [any(UNITS)] }),
    'views of all units': () => ({ units: UNITS, actions: ['camera.watch', 'channel.test-picture'], outcome: 'done' }),
    'a rare action of all units': () => ({ units: UNITS, actions: ['grant.break-glass'] }),
    'a page deep down': () => ({ units: null, before: 1 + Math.floor(Math.random() * events) }),
  };
  const rows: Record<string, Record<string, number>> = {};
  const p95: Record<string, number> = {};
  for (const [name, search] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let index = 0; index < searches; index++) {
      times.push(await timed(() => store.auditEvents.search(search(), PAGE + 1)));
    }
    p95[name] = round(percentile(times, 0.95), 1);
    rows[name] = {
      'median, ms': round(median(times), 1),
      'p95, ms': p95[name],
      'most, ms': round(Math.max(...times), 1),
    };
  }
  console.table(rows);

  const anchorsMs = await timed(() => anchorDays({ store, keys, folder: join(folder, 'anchors') }));
  const verifyMs = await timed(async () => {
    const found = await verifyRecord(store, keys);
    if (!found.intact || found.events !== events) throw new Error(JSON.stringify(found));
  });
  let exportBytes = 0;
  const exportMs = await timed(async () => {
    for await (const chunk of exportRecord(store, keys)) exportBytes += chunk.length;
  });
  const exportAndCheckMs = await timed(async () => {
    const found = await checkExport(exportRecord(store, keys), keys.publicKeyFingerprint);
    if (!found.intact || found.events !== events) throw new Error(JSON.stringify(found));
  });
  const month = new Date(span.to - 31 * DAY).toISOString().slice(0, 7);
  const reportMs = await timed(() => makeReport(store, month, null));
  const figures = {
    events,
    verifySeconds: round(verifyMs / 1000, 1),
    exportSeconds: round(exportMs / 1000, 1),
    checkExportSeconds: round((exportAndCheckMs - exportMs) / 1000, 1),
    exportMB: round(exportBytes / MEGABYTE),
    databaseMB: round(statSync(file).size / MEGABYTE),
    firstAnchorsSeconds: round(anchorsMs / 1000, 1),
    monthReportMs: round(reportMs),
    peakMB: round(process.resourceUsage().maxRSS / 1024),
  };
  console.table(figures);
  console.log(JSON.stringify({ ...figures, searchP95Ms: p95 }));
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
