import { EventEmitter } from 'node:events';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Relay } from '../../../media/index.ts';
import { Outages } from '../../../server/features/record/outages.ts';
import { reportCsv } from '../../../server/features/record/report-csv.ts';
import { makeReport, monthSpan } from '../../../server/features/record/report.ts';
import { RecordService } from '../../../server/features/record/service.ts';
import { newId } from '../../../server/id.ts';
import { Keys } from '../../../server/keys.ts';
import { AuditBacklog } from '../../../server/store/audit-backlog.ts';
import type { AuditEvent } from '../../../server/store/audit-events.ts';
import { anActor, anEvent } from '../record.ts';
import { openStore, temporaryFolder } from '../rig.ts';
import { addTwoTowns } from '../two-towns.ts';

const MONTH = '2026-06';
const MINUTE = 60_000;
const span = monthSpan(MONTH);

test('a month is counted from its first moment to its last, by purpose and by what was refused', async () => {
  const store = await openStore();
  const { town, otherTown } = await addTwoTowns(store);
  const user = { id: newId(), username: 'duty' };
  const add = (changes: Partial<AuditEvent>, at = span.from + MINUTE) => store.auditEvents.add(anEvent(changes), at);
  const view = { user, purpose: 'incident', unitId: town } as const;
  await add(view, span.from);
  await add({ ...view, action: 'camera.watch-end', detail: { durationMs: 90 * MINUTE } }, span.to - 1);
  await add({ ...view, purpose: 'training', unitId: otherTown });
  await add({ ...view, action: 'channel.test-picture', purpose: 'maintenance' });
  await add(view, span.from - 1);
  await add(view, span.to);
  await add({ ...view, outcome: 'refused' });
  await add({ ...view, action: 'channel.snapshot' });
  await add({ ...view, action: 'channel.snapshot', outcome: 'refused' });
  await add({ ...view, action: 'channel.snapshot', outcome: 'failed' });
  await add({ action: 'session.sign-in', outcome: 'refused', user: null });
  await add({ action: 'camera.register', outcome: 'refused', unitId: town });
  for (const action of ['grant.request', 'grant.request', 'grant.approve', 'grant.refuse', 'grant.revoke']) {
    await add({ action, unitId: town });
  }
  await add({ action: 'grant.request', outcome: 'refused', unitId: town });
  await add({ action: 'grant.break-glass', unitId: town });
  await add({ action: 'grant.break-glass', unitId: town });
  await add({ action: 'grant.review', unitId: town, detail: { justified: true } });
  await add({ action: 'grant.review', unitId: town, detail: { justified: false } });
  await add({ action: 'record.export' });
  await add({ action: 'camera.outage', user: null, unitId: town, detail: { durationMs: 3 * MINUTE } });

  expect(await makeReport(store, MONTH, null)).toEqual({
    month: MONTH,
    cameras: { total: 0, masked: 0, byUnit: [] },
    views: {
      ...{ total: 3, minutes: 90, viewers: 1 },
      byPurpose: [
        { purpose: 'incident', views: 1, minutes: 90 },
        { purpose: 'maintenance', views: 1, minutes: 0 },
        { purpose: 'training', views: 1, minutes: 0 },
      ],
    },
    refusals: { signIns: 1, views: 2, grants: 2, others: 1 },
    breakGlass: { total: 2, reviewed: 2, justified: 1 },
    grants: { requested: 2, approved: 1, refused: 1, revoked: 1 },
    exports: { pictures: 1, records: 1 },
    outages: { total: 1, minutes: 3 },
  });

  const service = new RecordService(store, Keys.load(temporaryFolder()));
  const ofOtherTown = await service.report(anActor('town-official', otherTown), MONTH);
  expect(ofOtherTown).toMatchObject({ views: { total: 1 }, refusals: { signIns: 0 }, outages: { total: 0 } });
});

test('the file opens in Excel: a mark for Chinese, and no cell that is run as a formula', async () => {
  const store = await openStore();
  const report = await makeReport(store, MONTH, null);
  const byUnit = ['=HYPERLINK("http://x")', '+1', '东镇, "村"'].map((unit) => ({ unit, total: 1 }));
  const text = reportCsv({ ...report, cameras: { total: 3, masked: 0, byUnit } });
  expect(text.startsWith('\uFEFF')).toBe(true);
  const rows = parse(text, { bom: true });
  expect(rows).toContainEqual(['摄像机：东镇, "村"', 'Cameras: 东镇, "村"', '1']);
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(rows.every((row) => row.length === 3)).toBe(true);
});

/** A relay as the outages see it. */
class FakeRelay {
  readonly key = `${newId()}/main`;
  state = 'starting';
  cause: string | null = null;
  since = Date.now();
}

test('a stream that was live and broke off is an outage, until it is live again or nobody wants it any more', async () => {
  const store = await openStore();
  const relays = new EventEmitter<{ state: [Relay]; close: [Relay] }>();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const backlog = new AuditBacklog(store.auditEvents, onError);
  const channelOf = (key: string): string => key.split('/')[0] ?? '';
  const outages = new Outages({ store, backlog, relays, channelOf, onError });
  const relay = new FakeRelay();
  const seen = relay as unknown as Relay;
  const become = (state: string, cause: string | null = null): void => {
    Object.assign(relay, { state, cause, since: Date.now() });
    relays.emit('state', seen);
  };
  // Never live yet: no outage, but a camera that does not start.
  become('retrying', 'tcp');
  become('live');
  become('retrying', 'no-packets');
  become('retrying', 'tcp');
  become('live');
  become('live');
  become('retrying', 'process');
  relays.emit('close', seen);
  await outages.close();
  expect(errors).toEqual([]);
  const lines = (await store.auditEvents.list(10)).reverse();
  const target = { kind: 'channel', id: channelOf(relay.key) };
  expect(lines).toMatchObject([
    { action: 'camera.outage', target, user: null, address: '', detail: { cause: 'no-packets', restored: true } },
    { action: 'camera.outage', target, detail: { cause: 'process', restored: false } },
  ]);
  expect(relays.eventNames()).toEqual([]);
});
