import type { OrgImport, OrgUnit, Site } from '../../contract/org.ts';
import { toCell } from '../../csv.ts';
import { scopeOf, type SignedIn } from '../../permissions.ts';
import type { Store } from '../../store/store.ts';
import { writeTable } from '../../table/write.ts';
import { toPathText } from '../../table/path-text.ts';
import { inTreeOrder } from '../../tree-order.ts';
import { type Column, columnNames, COLUMNS } from './columns.ts';
import { KIND_WORDS, SITE_WORDS, STATE_WORDS } from './words.ts';

type Line = Partial<Record<Column, string>>;

/** The units and sites of the actor's area, as a file that the import takes and finds nothing new in. */
export async function exportOrg(store: Store, actor: SignedIn, format: OrgImport['format']): Promise<Uint8Array> {
  const rows = await store.transaction(async ({ orgUnits, sites, auditEvents }) => {
    const all = (await orgUnits.list()).filter(({ state }) => state !== 'retired');
    const own = new Set(await orgUnits.below(scopeOf(actor, 'org.write')));
    const lines = toLines(inTreeOrder(all), await sites.list(), own);
    const { user, address } = actor;
    const detail = { format, rows: lines.length };
    await auditEvents.add({ user, address, action: 'org.export', target: null, outcome: 'done', detail });
    const heading = columnNames.map((column): string => COLUMNS[column][0]);
    return [heading, ...lines.map((line) => columnNames.map((column) => line[column] ?? ''))];
  });
  return writeTable(rows, format);
}

/** @param units parents before their children */
function toLines(units: readonly OrgUnit[], sites: readonly Site[], own: ReadonlySet<string>): Line[] {
  const sitesOf = Map.groupBy(sites, ({ unitId }) => unitId);
  const known = new Map<string, { unit: OrgUnit; path: string[] }>();
  const lines: Line[] = [];
  for (const unit of units) {
    const above = known.get(unit.parentId ?? '');
    known.set(unit.id, { unit, path: [...(above?.path ?? []), unit.name] });
    if (!own.has(unit.id)) continue;
    lines.push(toLine(unit, above === undefined ? '' : referTo(above)));
    const here = referTo({ unit, path: [...(above?.path ?? []), unit.name] });
    for (const { name, kind } of sitesOf.get(unit.id) ?? []) {
      lines.push({ kind: SITE_WORDS[kind][0], name: toCell(name), parent: here });
    }
  }
  return lines;
}

function toLine(unit: OrgUnit, parent: string): Line {
  return {
    kind: KIND_WORDS[unit.kind][0],
    name: toCell(unit.name),
    civilCode: unit.civilCode,
    parent,
    contactName: toCell(unit.contactName),
    contactPhone: toCell(unit.contactPhone),
    longitude: String(unit.longitude ?? ''),
    latitude: String(unit.latitude ?? ''),
    state: STATE_WORDS[unit.state][0],
  };
}

/** A unit as the parent of others. */
function referTo({ unit, path }: { unit: OrgUnit; path: string[] }): string {
  return unit.civilCode || toCell(toPathText(path));
}
