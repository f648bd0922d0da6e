import type { Alarm, CameraHealth, HealthChange, HealthQuery, HealthRow } from '../../contract/health.ts';
import { HubError } from '../../errors.ts';
import { authorise, scopeOf, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Rights } from '../../rights.ts';
import type { Store } from '../../store/store.ts';
import type { Monitor } from './monitor.ts';
import { reportWorkbook } from './report-workbook.ts';
import { makeReport } from './report.ts';

/** Longest history of a camera. */
const MOST_CHANGES = 200;

interface HealthParts {
  store: Store;
  rights: Rights;
  monitor: Monitor;
}

/** Who reads how the cameras are, and who has one looked at. */
export class HealthService {
  readonly #store: Store;
  readonly #rights: Rights;
  readonly #monitor: Monitor;

  constructor({ store, rights, monitor }: HealthParts) {
    this.#store = store;
    this.#rights = rights;
    this.#monitor = monitor;
  }

  /** Of the cameras that the actor may know of, with the alarms of their units that go on. */
  async list(actor: SignedIn): Promise<{ cameras: CameraHealth[]; alarms: Alarm[] }> {
    const sight = await this.#rights.sight(actor);
    const seen = this.#monitor.list().filter(({ watched }) => sight.includes(watched.camera));
    const alarms = this.#monitor.alarms.filter(({ unitId }) => sight.includes({ unitId, accepted: true }));
    return { cameras: seen.map(({ health }) => health), alarms };
  }

  /** The newest first. @throws HubError `camera.unknown`, `permission.denied` */
  async history(actor: SignedIn, cameraId: string): Promise<HealthChange[]> {
    const camera = await this.#store.cameras.find(cameraId);
    if (camera === null) throw new HubError('camera.unknown');
    if (!(await this.#rights.sight(actor)).includes(camera)) {
      authorise(actor, 'camera.list', { path: await this.#store.orgUnits.path(camera.unitId) });
      throw new HubError('camera.unknown');
    }
    return this.#store.cameraHealth.changes(cameraId, MOST_CHANGES);
  }

  /** Looks now. It signs in to the device, so it is put on record. @throws HubError `camera.unknown`, `permission.denied` */
  async look(actor: SignedIn, cameraId: string): Promise<CameraHealth> {
    const camera = await this.#store.cameras.find(cameraId);
    if (camera === null) throw new HubError('camera.unknown');
    const attempt = { action: 'health.look', target: { kind: 'camera', id: cameraId }, unitId: camera.unitId };
    await recordRefusal(this.#store, actor, attempt, async () => {
      const { user, address } = authorise(actor, 'camera.register', {
        path: await this.#store.orgUnits.path(camera.unitId),
      });
      await this.#store.auditEvents.add({
        user,
        address,
        ...attempt,
        outcome: 'done',
        detail: { camera: camera.name },
      });
    });
    const found = await this.#monitor.lookNow(cameraId);
    if (found === null) throw new HubError('camera.unknown');
    return found;
  }

  /** @throws HubError `record.window`, `org.unknown`, `permission.denied` */
  async report(actor: SignedIn, query: HealthQuery): Promise<HealthRow[]> {
    const units = await this.#billedUnits(actor, query.unitId);
    await this.#monitor.write();
    return makeReport(this.#store, query, units);
  }

  /** For the carrier's bill. That it was taken is on record. @throws as {@link report} */
  async export(actor: SignedIn, query: HealthQuery): Promise<Buffer> {
    const rows = await this.report(actor, query);
    const { user, address } = actor;
    const { from, to, by, unitId } = query;
    const detail = { from, to, by, rows: rows.length };
    await this.#store.auditEvents.add({
      user,
      address,
      action: 'health.export',
      target: null,
      outcome: 'done',
      detail,
      unitId,
    });
    return reportWorkbook(query, rows);
  }

  async #billedUnits(actor: SignedIn, unitId: string | undefined): Promise<string[] | null> {
    const { orgUnits } = this.#store;
    if (unitId !== undefined) {
      const path = await orgUnits.path(unitId);
      if (path.length === 0) throw new HubError('org.unknown');
      authorise(actor, 'health.report', { path });
      return orgUnits.below([unitId]);
    }
    const scope = scopeOf(actor, 'health.report');
    // Whoever reads all reads also of units that are gone.
    return scope.includes((await orgUnits.root()).id) ? null : orgUnits.below(scope);
  }
}
