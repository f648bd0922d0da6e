import type { Bus } from '../../cluster/ports.ts';
import type { OrgImport, OrgImportResult } from '../../contract/org.ts';
import { HubError } from '../../errors.ts';
import { scopeOf, type SignedIn } from '../../permissions.ts';
import type { Repositories, Store } from '../../store/store.ts';
import { TableProblem } from '../../table/problem.ts';
import { readTable } from '../../table/read.ts';
import { holdsOf } from './gain.ts';
import { changesOf, creationOf, moveOf } from './history.ts';
import { type Plan, planImport } from './import-plan.ts';
import { readRows, type Rows } from './import-rows.ts';

/** What a page is told; the counts are of all. */
const MAX_ERRORS = 1000;
const MAX_PREVIEW = 200;

/** Units and sites from a file: all of it in one transaction, or nothing. The same file twice changes nothing. */
export class ImportService {
  readonly #store: Store;
  readonly #bus: Bus;
  /** One file at a time: each may need much memory. */
  #busy = false;

  constructor(parts: { store: Store; bus: Bus }) {
    this.#store = parts.store;
    this.#bus = parts.bus;
  }

  /** @throws HubError `org.busy`; what is wrong with the file is in the answer */
  async import(actor: SignedIn, { format, content, apply }: OrgImport, signal: AbortSignal): Promise<OrgImportResult> {
    if (this.#busy) throw new HubError('org.busy');
    this.#busy = true;
    try {
      const rows = await this.#read(format, content, signal);
      return await this.#run(actor, rows, { format, apply });
    } finally {
      this.#busy = false;
    }
  }

  async #read(format: OrgImport['format'], content: string, signal: AbortSignal): Promise<Rows> {
    try {
      const bytes = new Uint8Array(Buffer.from(content, 'base64'));
      return readRows(await readTable({ format, bytes }, signal));
    } catch (error) {
      if (!(error instanceof TableProblem)) throw error;
      return { units: [], sites: [], count: 0, errors: [{ row: error.row, column: '', message: error.told }] };
    }
  }

  async #run(
    actor: SignedIn,
    rows: Rows,
    { format, apply }: Pick<OrgImport, 'format' | 'apply'>,
  ): Promise<OrgImportResult> {
    const now = Date.now();
    const { plan, applied } = await this.#store.transaction(async (repositories) => {
      const plan = await planFor(actor, rows, repositories, now);
      const isGood = plan.errors.length === 0;
      if (!apply) return { plan, applied: false };
      if (isGood) await write(plan, actor, repositories, now);
      if (isGood) await recordMoves(plan, actor, repositories);
      const { user, address } = actor;
      const root = await repositories.orgUnits.root();
      await repositories.auditEvents.add({
        user,
        address,
        action: 'org.import',
        target: { kind: 'unit', id: root.id },
        unitId: root.id,
        outcome: isGood ? 'done' : 'failed',
        detail: { format, rows: rows.count, errors: plan.errors.length, ...countsOf(plan) },
      });
      return { plan, applied: isGood };
    });
    if (applied) {
      this.#bus.publish('org.changed', {});
      this.#bus.publish('place.changed', {});
    }
    return {
      applied,
      rows: rows.count,
      ...countsOf(plan),
      errors: plan.errors.slice(0, MAX_ERRORS),
      errorCount: plan.errors.length,
      preview: plan.preview.slice(0, MAX_PREVIEW),
    };
  }
}

async function planFor(actor: SignedIn, rows: Rows, repositories: Repositories, now: number): Promise<Plan> {
  const { orgUnits, sites } = repositories;
  const units = (await orgUnits.list()).filter(({ state }) => state !== 'retired');
  const own = new Set(await orgUnits.below(scopeOf(actor, 'org.write')));
  const holds = await holdsOf(repositories, actor);
  return planImport(rows, { units, sites: await sites.list(), mayWrite: (id) => own.has(id), holds, now });
}

async function write(plan: Plan, actor: SignedIn, { orgUnits, sites }: Repositories, at: number): Promise<void> {
  const names = new Map((await orgUnits.list()).map(({ id, name }) => [id, name]));
  const oldNames = new Map(names);
  for (const unit of plan.newUnits) names.set(unit.id, unit.name);
  for (const { after } of plan.changedUnits) names.set(after.id, after.name);
  const nameOf = (id: string): string => oldNames.get(id) ?? names.get(id) ?? '';

  const recoded = plan.changedUnits.filter(({ before, after }) => before.civilCode !== after.civilCode);
  await orgUnits.clearCodes(recoded.map(({ after }) => after.id));
  await orgUnits.add(...plan.newUnits);
  for (const { after } of plan.changedUnits) await orgUnits.save(after);
  const { username } = actor.user;
  await orgUnits.addHistory(
    ...plan.newUnits.map((unit) => creationOf(unit, { username, at })),
    ...plan.changedUnits.flatMap(({ before, after }) => changesOf(before, after, { username, at, nameOf })),
  );
  await sites.add(...plan.newSites);
  for (const site of plan.changedSites) await sites.save(site);
}

/** One event per unit that has another place now, since rights hang on it; all else is in the sum. */
async function recordMoves(plan: Plan, { user, address }: SignedIn, { auditEvents }: Repositories): Promise<void> {
  for (const { before, after } of plan.changedUnits) {
    if (before.parentId === after.parentId) continue;
    const detail = { name: after.name, acts: 'moved', by: 'org.import', ...moveOf(before, after) };
    const on = { target: { kind: 'unit', id: after.id }, unitId: after.id };
    await auditEvents.add({ user, address, action: 'org.update', ...on, outcome: 'done', detail });
  }
}

function countsOf(plan: Plan): Pick<OrgImportResult, 'created' | 'updated' | 'unchanged'> {
  return {
    created: plan.newUnits.length + plan.newSites.length,
    updated: plan.changedUnits.length + plan.changedSites.length,
    unchanged: plan.unchanged,
  };
}
