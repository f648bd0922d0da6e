import type { Bus } from '../../cluster/ports.ts';
import type { Site, SiteCreate, SiteUpdate } from '../../contract/org.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Repositories, Store } from '../../store/store.ts';
import { tidy } from './tidy.ts';

/** Sites below units. Each change and its audit event are one transaction. */
export class SiteService {
  readonly #store: Store;
  readonly #bus: Bus;

  constructor(parts: { store: Store; bus: Bus }) {
    this.#store = parts.store;
    this.#bus = parts.bus;
  }

  /** @throws HubError `org.unknown`, `org.retired`, `org.name` */
  create(actor: SignedIn, facts: SiteCreate): Promise<Site> {
    return this.#change(actor, 'site.create', facts.unitId, async (repositories) => {
      const site = { ...tidy(facts), id: newId() };
      await check(actor, repositories, site);
      await repositories.sites.add(site);
      return site;
    });
  }

  /** @throws HubError as {@link create}, `site.unknown`; `site.kiosks`: those that see by its unit would go along */
  async update(actor: SignedIn, id: string, change: SiteUpdate): Promise<Site> {
    const { unitId } = await this.#find(id);
    return this.#change(actor, 'site.update', unitId, async (repositories) => {
      const before = await find(repositories, id);
      await permit(actor, repositories, before.unitId);
      const site = { ...before, ...tidy(change), id };
      if (site.unitId !== before.unitId) await refuseKiosks(repositories, id);
      await check(actor, repositories, site);
      await repositories.sites.save(site);
      return site;
    });
  }

  /** @throws HubError `site.unknown`, `site.kiosks` */
  async remove(actor: SignedIn, id: string): Promise<void> {
    const { unitId } = await this.#find(id);
    await this.#change(actor, 'site.remove', unitId, async (repositories) => {
      const site = await find(repositories, id);
      await permit(actor, repositories, site.unitId);
      await refuseKiosks(repositories, id);
      await repositories.sites.remove(id);
      return site;
    });
  }

  #find(id: string): Promise<Site> {
    return find(this.#store, id);
  }

  /** @param unitId where a refused attempt is put on record */
  async #change(
    actor: SignedIn,
    action: string,
    unitId: string,
    work: (repositories: Repositories) => Promise<Site>,
  ): Promise<Site> {
    const { user, address } = actor;
    const target = { kind: 'unit', id: unitId };
    const site = await recordRefusal(this.#store, actor, { action, target, unitId }, () =>
      this.#store.transaction(async (repositories) => {
        const { id, name, kind, unitId: at } = await work(repositories);
        const on = { target: { kind: 'site', id }, unitId: at };
        await repositories.auditEvents.add({ user, address, action, ...on, outcome: 'done', detail: { name, kind } });
        return { id, name, kind, unitId: at };
      }),
    );
    this.#bus.publish('org.changed', {});
    return site;
  }
}

async function find({ sites }: Pick<Repositories, 'sites'>, id: string): Promise<Site> {
  const site = await sites.find(id);
  if (site === null) throw new HubError('site.unknown');
  return site;
}

async function refuseKiosks({ kiosks }: Repositories, siteId: string): Promise<void> {
  if (await kiosks.standIn(siteId)) throw new HubError('site.kiosks');
}

async function permit(actor: SignedIn, { orgUnits }: Repositories, unitId: string): Promise<void> {
  authorise(actor, 'org.write', { path: await orgUnits.path(unitId) });
}

/** Whether the unit may have this site. */
async function check(actor: SignedIn, repositories: Repositories, { id, unitId, name }: Site): Promise<void> {
  const unit = await repositories.orgUnits.find(unitId);
  if (unit === null) throw new HubError('org.unknown');
  await permit(actor, repositories, unitId);
  if (unit.state === 'retired') throw new HubError('org.retired');
  const same = await repositories.sites.findByName(unitId, name);
  if (same !== null && same.id !== id) throw new HubError('org.name', { name });
}
