import { Value } from 'typebox/value';
import type { Change, DeviceOptions } from '../../../media/index.ts';
import { MediaError } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Job } from '../../contract/job.ts';
import { Repair, type RepairStart } from '../../contract/repair.ts';
import { HubError } from '../../errors.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import type { Store } from '../../store/store.ts';

/** Work on many cameras, as the jobs take it. */
interface RepairJob {
  kind: 'repair';
  title: string;
  input: Repair;
  items: { label: string; cameraId: string; input: null }[];
}

/** What came of one camera. */
interface Repaired extends Change {
  state: 'done' | 'unchanged';
  cameraId: string;
}

interface RepairParts {
  store: Store;
  ranges: CameraRanges;
  bus: Bus;
  begin: (actor: SignedIn, job: RepairJob) => Promise<Job>;
  /** Sets it on the device. */
  apply: (camera: StoredCamera, repair: Repair, device: DeviceOptions) => Promise<Change>;
  /** Looks at the camera again, so that what is known of its streams is right. */
  renew: (actor: SignedIn, cameraId: string, signal: AbortSignal) => Promise<unknown>;
}

/** Sets things right on devices, one or thousands: each is on record before the device is asked, and after. */
export class RepairService {
  readonly #parts: RepairParts;
  /** Devices are set one thing at a time. */
  readonly #busy = new Set<string>();

  constructor(parts: RepairParts) {
    this.#parts = parts;
  }

  /** @throws HubError `camera.unknown`, `permission.denied`, `job.busy` */
  async start(actor: SignedIn, { cameraIds, repair }: RepairStart): Promise<Job> {
    const items: RepairJob['items'] = [];
    for (const cameraId of cameraIds) {
      const { name: label } = await this.#permitted(actor, cameraId);
      items.push({ label, cameraId, input: null });
    }
    return this.#parts.begin(actor, { kind: 'repair', title: repair.kind, input: repair, items });
  }

  /** One camera of a job. @throws HubError as {@link start}, `camera.kind`, `camera.busy`; MediaError */
  async run(
    actor: SignedIn,
    input: unknown,
    { cameraId }: { cameraId: string | null },
    signal: AbortSignal,
  ): Promise<Repaired> {
    const repair = Value.Parse(Repair, input);
    const camera = await this.#permitted(actor, cameraId ?? '');
    if (camera.kind !== 'onvif') throw new HubError('camera.kind');
    if (this.#busy.has(camera.id)) throw new HubError('camera.busy');
    this.#busy.add(camera.id);
    try {
      await this.#record(actor, camera, 'camera.repair', 'done', { kind: repair.kind });
      const { before, after } = await this.#apply(actor, camera, repair, signal);
      const state = before === after ? 'unchanged' : 'done';
      await this.#finish(actor, camera, repair, { before, after });
      if (state === 'done') await this.#follow(actor, camera, repair, signal);
      return { state, cameraId: camera.id, before, after };
    } finally {
      this.#busy.delete(camera.id);
    }
  }

  async #apply(actor: SignedIn, camera: StoredCamera, repair: Repair, signal: AbortSignal): Promise<Change> {
    const { ranges, apply } = this.#parts;
    try {
      const address = await ranges.resolve(camera.address);
      const credentials = camera.credentials ?? { username: '', password: '' };
      return await apply(camera, repair, { address, port: camera.port, credentials, signal });
    } catch (error) {
      const reason = error instanceof MediaError ? error.reason : 'other';
      await this.#record(actor, camera, 'camera.repair-result', 'failed', { kind: repair.kind, reason });
      throw error;
    }
  }

  /** What came of it is written, and a changed password with it: the hub must never be left with the old one. */
  async #finish(actor: SignedIn, { id }: StoredCamera, repair: Repair, change: Change): Promise<void> {
    const { user, address } = actor;
    await this.#parts.store.transaction(async ({ cameras, auditEvents }) => {
      const camera = await cameras.find(id);
      if (camera === null) throw new HubError('camera.unknown');
      if (repair.kind === 'password') {
        const credentials = { username: camera.credentials?.username ?? '', password: repair.password };
        await cameras.save({ ...camera, credentials, updatedAt: Date.now() });
      }
      if (repair.kind === 'clock') await cameras.save({ ...camera, clockOffsetMs: 0, updatedAt: Date.now() });
      const target = { kind: 'camera', id };
      const detail = { kind: repair.kind, name: camera.name, ...change };
      const action = 'camera.repair-result';
      await auditEvents.add({ user, address, action, target, unitId: camera.unitId, outcome: 'done', detail });
    });
  }

  /** What others must know: streams that are others now, and logins that are. */
  async #follow(actor: SignedIn, camera: StoredCamera, { kind }: Repair, signal: AbortSignal): Promise<void> {
    const { store, bus, renew } = this.#parts;
    if (kind === 'wall-profile') {
      await renew(actor, camera.id, signal);
      return;
    }
    if (kind === 'password') {
      const channelIds = camera.channels.map(({ id }) => id);
      bus.publish('channel.ended', { channelIds, reason: 'camera-changed' });
    }
    if (kind === 'password' || kind === 'clock') {
      bus.publish('camera.changed', { cameraId: camera.id, path: await store.orgUnits.path(camera.unitId) });
    }
  }

  async #permitted(actor: SignedIn, cameraId: string): Promise<StoredCamera> {
    const { store } = this.#parts;
    const camera = await store.cameras.find(cameraId);
    if (camera === null) throw new HubError('camera.unknown');
    const attempt = { action: 'camera.repair', target: { kind: 'camera', id: camera.id }, unitId: camera.unitId };
    await recordRefusal(store, actor, attempt, () => permit(actor, store.orgUnits, camera));
    return camera;
  }

  async #record(
    { user, address }: SignedIn,
    { id, name, unitId }: StoredCamera,
    action: string,
    outcome: 'done' | 'failed',
    detail: Record<string, string>,
  ): Promise<void> {
    const event = { user, address, action, target: { kind: 'camera', id }, unitId, outcome };
    await this.#parts.store.auditEvents.add({ ...event, detail: { name, ...detail } });
  }
}

async function permit(actor: SignedIn, orgUnits: OrgUnits, { unitId }: StoredCamera): Promise<void> {
  authorise(actor, 'camera.repair', { path: await orgUnits.path(unitId) });
}
