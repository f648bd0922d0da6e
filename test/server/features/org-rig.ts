import { LocalBus } from '../../../server/cluster/local.ts';
import type { Topic } from '../../../server/cluster/ports.ts';
import type { OrgImport, OrgImportResult, OrgUnit, OrgUnitCreate } from '../../../server/contract/org.ts';
import type { Role } from '../../../server/contract/people.ts';
import { ImportService } from '../../../server/features/org/import-service.ts';
import { OrgService } from '../../../server/features/org/service.ts';
import { SiteService } from '../../../server/features/org/site-service.ts';
import { newId } from '../../../server/id.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import type { Store } from '../../../server/store/store.ts';
import { openStore } from '../rig.ts';

/** Somebody with one role in one unit. */
export function actorWith(role: Role, unitId: string): SignedIn {
  const roles = [{ id: newId(), role, unitId, until: null }];
  const user = { id: newId(), username: role, name: role, unitId, roles, mustEnrol: false, guestOf: null };
  return { user, address: '127.0.0.1' };
}

/** Facts of a unit that are none. */
export const NO_FACTS = {
  civilCode: '',
  contactName: '',
  contactPhone: '',
  longitude: null,
  latitude: null,
} as const;

export interface OrgRig {
  store: Store;
  root: OrgUnit;
  /** The system administrator of the county. */
  actor: SignedIn;
  units: OrgService;
  sites: SiteService;
  imports: ImportService;
  /** What was told on the bus. */
  told: Topic[];
  add: (name: string, parentId: string, facts?: Partial<OrgUnitCreate>) => Promise<OrgUnit>;
}

/** The services of org on a store of their own. */
export async function orgRig(): Promise<OrgRig> {
  const store = await openStore();
  const bus = new LocalBus();
  const told: Topic[] = [];
  for (const topic of ['org.changed', 'place.changed', 'user.changed'] as const) {
    bus.subscribe(topic, () => told.push(topic));
  }
  const root = await store.orgUnits.root();
  const actor = actorWith('system-administrator', root.id);
  const units = new OrgService({ store, bus });
  return {
    store,
    root,
    actor,
    units,
    sites: new SiteService({ store, bus }),
    imports: new ImportService({ store, bus }),
    told,
    add: (name, parentId, facts) => units.create(actor, { ...NO_FACTS, kind: 'town', ...facts, name, parentId }),
  };
}

export const HEADING = '类型,名称,区划代码,上级,联系人,电话,经度,纬度,状态';

/** A small county, its rows not in order. */
export const COUNTY = [
  HEADING,
  '监控室,综治监控室,,筒车湾镇,,,,,',
  '县,宁陕县,610923,,赵一,0915-0000000,108.3,33.3,已接入',
  '镇,筒车湾镇,610923106,610923,,,,,接入中',
  '社区,胶州小区,610923106201,宁陕县/筒车湾镇,,,,,',
  '派出所,筒车湾派出所,,610923,,+86 110,,,',
].join('\r\n');

/** Imports a file. */
export async function run(
  { imports, actor }: Pick<OrgRig, 'imports' | 'actor'>,
  content: string | Buffer,
  { apply = true, format = 'csv' }: Partial<OrgImport> = {},
): Promise<OrgImportResult> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return imports.import(actor, { format, content: bytes.toString('base64'), apply }, new AbortController().signal);
}

/** Row, column and English message of each mistake. */
export const told = ({ errors }: OrgImportResult): [number, string, string][] =>
  errors.map(({ row, column, message }) => [row, column, message.en]);

/** The tree as a file would tell it, without ids and times. */
export async function treeOf({ store }: OrgRig): Promise<unknown[]> {
  const units = await store.orgUnits.list();
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const sites = (await store.sites.list()).map(({ unitId, name, kind }) => [names.get(unitId), name, kind]);
  const rows = units.map(({ id: _, parentId, createdAt: _c, updatedAt: _u, ...facts }) => ({
    ...facts,
    parent: names.get(parentId ?? ''),
  }));
  return [...rows.sort((a, b) => (a.name < b.name ? -1 : 1)), ...sites.sort()];
}
