import type { Anchors, RecordPage, RecordQuery, Report, Verification, ViewsQuery } from '../../contract/record.ts';
import { HubError } from '../../errors.ts';
import type { Keys } from '../../keys.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import type { AuditSearch } from '../../store/audit-search.ts';
import type { Store } from '../../store/store.ts';
import { exportRecord } from './export.ts';
import { makeReport } from './report.ts';
import { readableUnits } from './scope.ts';
import { verifyRecord } from './verification.ts';

const PAGE = 100;
/** What counts as having looked. */
const VIEWS = ['camera.watch', 'channel.test-picture', 'channel.snapshot'];

/** Who reads the record, and how much of it. */
export class RecordService {
  readonly #store: Store;
  readonly #keys: Keys;

  constructor(store: Store, keys: Keys) {
    this.#store = store;
    this.#keys = keys;
  }

  /** @throws HubError `record.window`, `org.unknown`, `permission.denied` */
  async search(actor: SignedIn, { unitId, action, limit = PAGE, ...query }: RecordQuery): Promise<RecordPage> {
    if (query.from !== undefined && query.to !== undefined && query.from >= query.to)
      throw new HubError('record.window');
    const units = await readableUnits(this.#store, actor, 'record.search', unitId);
    return this.#page({ ...query, units, actions: action === undefined ? undefined : [action] }, limit);
  }

  /** Who looked at the cameras of the actor's own unit and below. @throws HubError `org.unknown`, `permission.denied` */
  async views(actor: SignedIn, { unitId = actor.user.unitId, before, limit = PAGE }: ViewsQuery): Promise<RecordPage> {
    authorise(actor, 'record.views');
    const path = await this.#store.orgUnits.path(unitId);
    if (path.length === 0) throw new HubError('org.unknown');
    if (!path.includes(actor.user.unitId)) throw new HubError('permission.denied');
    const units = await this.#store.orgUnits.below([unitId]);
    return this.#page({ units, actions: VIEWS, outcome: 'done', before }, limit);
  }

  /** The whole record in the form of export-format.ts. That it was taken is on record, and in it, before the first byte. */
  async export(actor: SignedIn): Promise<AsyncGenerator<Buffer>> {
    await this.#recordReading(actor, 'record.export');
    return exportRecord(this.#store, this.#keys);
  }

  /** Goes through the whole chain with its anchors. */
  async verify(actor: SignedIn, signal: AbortSignal): Promise<Verification> {
    await this.#recordReading(actor, 'record.verify');
    return verifyRecord(this.#store, this.#keys, signal);
  }

  /** Hashes only: they say nothing of what happened where. */
  async anchors(actor: SignedIn): Promise<Anchors> {
    authorise(actor, 'record.search');
    const anchors = await this.#store.auditAnchors.list();
    return { keyFingerprint: this.#keys.publicKeyFingerprint, anchors };
  }

  /** Of the units in which the actor may read it. */
  async report(actor: SignedIn, month: string): Promise<Report> {
    return makeReport(this.#store, month, await readableUnits(this.#store, actor, 'report.read'));
  }

  async #page(search: AuditSearch, limit: number): Promise<RecordPage> {
    const found = await this.#store.auditEvents.search(search, limit + 1);
    const events = found.slice(0, limit);
    return { events, next: found.length > limit ? (events.at(-1)?.seq ?? null) : null };
  }

  /** @throws HubError `permission.denied` unless the actor may read all of it */
  async #recordReading(actor: SignedIn, action: 'record.export' | 'record.verify'): Promise<void> {
    const root = await this.#store.orgUnits.root();
    const { user, address } = authorise(actor, 'record.export', { path: [root.id] });
    await this.#store.auditEvents.add({ user, address, action, target: null, outcome: 'done', detail: {} });
  }
}
