import { readSheet } from 'read-excel-file/universal';
import { beforeEach, expect, test } from 'vitest';
import type { HealthQuery } from '../../../../server/contract/health.ts';
import { spanOf } from '../../../../server/features/health/ledger.ts';
import { makeReport } from '../../../../server/features/health/report.ts';
import { HealthService } from '../../../../server/features/health/service.ts';
import { newId } from '../../../../server/id.ts';
import { Rights } from '../../../../server/rights.ts';
import type { StoredCamera } from '../../../../server/store/camera-record.ts';
import type { HealthDay } from '../../../../server/store/health-days.ts';
import { registered } from '../../../rig/registered.ts';
import { anActor } from '../../record.ts';
import { addTwoTowns, type TwoTowns } from '../../two-towns.ts';
import { HealthRig } from './rig.ts';

const HOUR = 3_600_000;
const NOW = spanOf('2026-03-04').from + 12 * HOUR;
const query = (by: HealthQuery['by']): HealthQuery => ({ from: '2026-03-01', to: '2026-03-31', by });

let rig: HealthRig;
let towns: TwoTowns;
let east: StoredCamera;
let west: StoredCamera;

async function add(unitId: string, name: string, given: Partial<StoredCamera> = {}): Promise<StoredCamera> {
  const device = { name, address: '127.0.0.1', onvifPort: 1, username: '', password: '', hardwareId: '' };
  const camera = registered({ ...device, rtspUrl: () => `rtsp://127.0.0.1:1/${newId()}` }, unitId, given);
  await rig.store.transaction(({ cameras }) => cameras.save(camera));
  return camera;
}

function day({ id, name, unitId }: StoredCamera, date: string, given: Partial<HealthDay>): HealthDay {
  const nothing = { working: 0, faulty: 0, offline: 0, unknown: 0, causes: {} };
  return { cameraId: id, day: date, cameraName: name, unitId, carrier: '电信', ...nothing, ...given };
}

beforeEach(async () => {
  rig = await HealthRig.create();
  towns = await addTwoTowns(rig.store);
  east = await add(towns.village, '东桥');
  west = await add(towns.otherVillage, '=西桥');
  await rig.store.healthDays.save([
    day(east, '2026-03-02', { working: 10 * HOUR, unknown: HOUR }),
    day(east, '2026-03-03', {
      working: 18 * HOUR,
      faulty: 2 * HOUR,
      offline: 4 * HOUR,
      causes: { tcp: 4 * HOUR, black: 2 * HOUR },
    }),
    day(west, '2026-03-03', { carrier: '移动', offline: 6 * HOUR, causes: { address: 6 * HOUR } }),
  ]);
});

test('shares are of the observed time; what nobody looked at counts for neither, and is told', async () => {
  const rows = await makeReport(rig.store, query('camera'), null, NOW);
  expect(rows).toEqual([
    {
      ...{ key: west.id, name: '=西桥', cameras: 1, online: 0, available: 0 },
      // Its first day is not owed, half of the day that runs is.
      ...{ observed: 6 * HOUR, unobserved: 12 * HOUR, causes: [{ cause: 'address', lost: 6 * HOUR }] },
    },
    {
      ...{ key: east.id, name: '东桥', cameras: 1, online: 30 / 34, available: 28 / 34 },
      ...{ observed: 34 * HOUR, unobserved: 13 * HOUR },
      causes: [
        { cause: 'tcp', lost: 4 * HOUR },
        { cause: 'black', lost: 2 * HOUR },
      ],
    },
  ]);
});

test('by unit, carrier and day', async () => {
  const by = async (what: HealthQuery['by']) =>
    (await makeReport(rig.store, query(what), null, NOW)).map(({ key, cameras, observed }) => [
      key,
      cameras,
      observed / HOUR,
    ]);
  expect(await by('unit')).toEqual([
    [towns.village, 1, 34],
    [towns.otherVillage, 1, 6],
  ]);
  expect(await by('carrier')).toEqual([
    ['电信', 1, 34],
    ['移动', 1, 6],
  ]);
  expect(await by('day')).toEqual([
    ['2026-03-02', 1, 10],
    ['2026-03-03', 2, 30],
    ['2026-03-04', 2, 0],
  ]);
});

test('a bill outlives the camera, and no day is owed any more', async () => {
  await rig.store.cameras.remove(west.id);
  const rows = await makeReport(rig.store, query('camera'), null, NOW);
  expect(rows.find(({ key }) => key === west.id)).toMatchObject({ name: '=西桥', observed: 6 * HOUR });
  expect(rows.find(({ key }) => key === west.id)?.unobserved).toBe(18 * HOUR);
});

test.each([
  ['2026-03-02', '2026-03-01'],
  ['2026-02-30', '2026-03-01'],
  ['2020-01-01', '2026-03-01'],
])('from %s to %s is refused', async (from, to) => {
  await expect(makeReport(rig.store, { from, to, by: 'day' }, null, NOW)).rejects.toMatchObject({
    code: 'record.window',
  });
});

test('each reads of the own area; in acceptance only who accepts; the export is on record, and runs no formula', async () => {
  const raw = await add(towns.village, '新桥', { accepted: false });
  const monitor = await rig.monitor();
  const service = new HealthService({ store: rig.store, rights: new Rights(rig.store), monitor });
  const official = anActor('town-official', towns.town);
  const technician = anActor('technician', towns.town);
  const idsOf = async (actor: typeof official) =>
    (await service.list(actor)).cameras.map(({ cameraId }) => cameraId).sort();
  expect(await idsOf(official)).toEqual([east.id]);
  expect(await idsOf(technician)).toEqual([east.id, raw.id].sort());
  await expect(service.history(official, west.id)).rejects.toMatchObject({ code: 'permission.denied' });
  await expect(service.history(official, raw.id)).rejects.toMatchObject({ code: 'camera.unknown' });
  expect(await service.history(technician, raw.id)).toEqual([]);
  await expect(service.look(technician, west.id)).rejects.toMatchObject({ code: 'permission.denied' });

  expect((await service.report(official, query('unit'))).map(({ key }) => key)).toEqual([towns.village]);
  const file = await service.export(anActor('inspector', towns.county), query('camera'));
  const rows = await readSheet(new Blob([new Uint8Array(file)]));
  expect(rows.slice(3).map(([name]) => name)).toEqual(["'=西桥", '东桥']);
  expect(rows[4]?.slice(1, 4)).toEqual([1, 30 / 34, 28 / 34]);
  const record = await rig.store.auditEvents.search({ units: null, actions: ['health.look', 'health.export'] }, 10);
  expect(record.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['health.export', 'done'],
    ['health.look', 'refused'],
  ]);
});
