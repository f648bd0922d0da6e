import type { CameraAdopt, CameraImport, CameraImportResult } from '../../contract/camera-import.ts';
import type { Job } from '../../contract/job.ts';
import { HubError } from '../../errors.ts';
import { authorise, scopeOf, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { JobTask } from '../../store/jobs.ts';
import type { Store } from '../../store/store.ts';
import { TableProblem } from '../../table/problem.ts';
import { readTable } from '../../table/read.ts';
import { Naming } from './naming.ts';
import { type Plan, planImport, type PlannedItem } from './plan.ts';
import { type CameraRows, readRows } from './rows.ts';
import { UnitFinder } from './unit-finder.ts';
import type { Wanted } from './wanted.ts';

/** What a page is told; the count is of all. */
const MAX_FINDINGS = 1000;

interface ImportParts {
  store: Store;
  /** Whether the hub may contact a host, as far as its address tells. */
  isInRange: (host: string) => boolean;
  /** Begins the job that does it. */
  begin: (
    actor: SignedIn,
    job: { kind: 'import'; title: string; input: null; items: Omit<JobTask, 'position'>[] },
  ) => Promise<Job>;
}

/** Cameras from a file or from a sweep. A file is looked at as a whole first; what is registered then is a job. */
export class CameraImportService {
  readonly #parts: ImportParts;
  /** One file at a time: each may need much memory. */
  #busy = false;

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  /** @throws HubError `import.busy`, `job.busy`, `request.invalid` (pattern); what is wrong with the file is in the answer */
  async import(actor: SignedIn, file: CameraImport, signal: AbortSignal): Promise<CameraImportResult> {
    if (this.#busy) throw new HubError('import.busy');
    this.#busy = true;
    try {
      const rows = await read(file, signal);
      const { items, findings } = await this.#plan(actor, rows, file.pattern);
      const errors = findings.filter(({ level }) => level === 'error');
      const isGood = file.apply && errors.length === 0 && items.length > 0;
      const count = (outcome: PlannedItem['outcome']): number =>
        items.filter((item) => item.outcome === outcome).length;
      return {
        rows: rows.count,
        created: count('created'),
        updated: count('updated'),
        unchanged: count('unchanged'),
        errorCount: errors.length,
        findings: [...errors, ...findings.filter(({ level }) => level !== 'error')].slice(0, MAX_FINDINGS),
        job: isGood ? await this.#begin(actor, file.name, items) : null,
      };
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Devices that a sweep found, with credential sets.
   * @throws HubError `org.unknown`, `permission.denied`, `job.busy`, `request.invalid` (pattern)
   */
  async adopt(actor: SignedIn, { devices, unitId, carrier, pattern }: CameraAdopt): Promise<Job> {
    const { store } = this.#parts;
    return recordRefusal(store, actor, { action: 'camera.adopt', target: null, unitId }, async () => {
      const unit = await store.orgUnits.find(unitId);
      if (unit === null) throw new HubError('org.unknown');
      authorise(actor, 'camera.register', { path: await store.orgUnits.path(unitId) });
      if (unit.state === 'retired') throw new HubError('org.retired');
      const cameras = await store.cameras.list(null);
      const known = new Map(cameras.map((camera) => [`${camera.address}:${camera.port}`, camera]));
      const naming = new Naming(
        pattern,
        cameras.map(({ name }) => name),
      );
      const units = new UnitFinder(await store.orgUnits.list()).above(unitId);
      const items = devices.map(({ address, port, name }) => {
        const device = { kind: 'onvif', address: address.toLowerCase(), port } as const;
        const camera = known.get(`${device.address}:${port}`);
        const wanted: Wanted = {
          device,
          credentials: null,
          username: '',
          name: name.trim() || (camera === undefined ? naming.next({ units, place: '', carrier }) : ''),
          // One that is registered stays where it is.
          unitId: camera === undefined ? unitId : null,
          placement: camera === undefined || camera.placement.carrier === '' ? { carrier } : {},
        };
        const label = `${address} ${wanted.name || (camera?.name ?? '')}`.trim();
        return { label, cameraId: camera?.id ?? null, wanted };
      });
      return this.#begin(actor, unit.name, items);
    });
  }

  #plan(actor: SignedIn, rows: CameraRows, pattern: string): Promise<Plan> {
    return this.#parts.store.transaction(async ({ cameras, credentialSets, orgUnits }) => {
      const all = await cameras.list(null);
      const scope = scopeOf(actor, 'camera.register');
      const own = new Set(await orgUnits.below(scope));
      const [only, ...others] = scope;
      return planImport(rows, {
        cameras: all,
        sets: await credentialSets.list(),
        units: new UnitFinder(await orgUnits.list()),
        naming: new Naming(
          pattern,
          all.map(({ name }) => name),
        ),
        mayRegister: (unitId) => own.has(unitId),
        homeId: others.length === 0 ? (only ?? null) : null,
        isInRange: this.#parts.isInRange,
      });
    });
  }

  #begin(
    actor: SignedIn,
    title: string,
    items: readonly Pick<PlannedItem, 'label' | 'cameraId' | 'wanted'>[],
  ): Promise<Job> {
    const tasks = items.map(({ label, cameraId, wanted }) => ({ label, cameraId, input: wanted }));
    return this.#parts.begin(actor, { kind: 'import', title, input: null, items: tasks });
  }
}

async function read({ format, content }: CameraImport, signal: AbortSignal): Promise<CameraRows> {
  try {
    const bytes = new Uint8Array(Buffer.from(content, 'base64'));
    return readRows(await readTable({ format, bytes }, signal));
  } catch (error) {
    if (!(error instanceof TableProblem)) throw error;
    const { row, told: message } = error;
    return { rows: [], count: 0, findings: [{ row, column: '', level: 'error', message }] };
  }
}
