import type { OrgUnit } from './contract/org.ts';

type Facts = Pick<OrgUnit, 'id' | 'parentId' | 'civilCode' | 'name'>;

/** Parents before their children, siblings by division code, then by name. */
export function inTreeOrder<Unit extends Facts>(units: readonly Unit[]): Unit[] {
  const below = Map.groupBy(units, ({ parentId }) => parentId);
  for (const siblings of below.values()) siblings.sort(compare);
  const ordered: Unit[] = [];
  const waiting = [...(below.get(null) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    ordered.push(next);
    waiting.push(...(below.get(next.id) ?? []).toReversed());
  }
  return ordered;
}

/** Units without a code last. */
function compare(a: Facts, b: Facts): number {
  const codeOf = ({ civilCode }: Facts): string => civilCode || '~';
  return order(codeOf(a), codeOf(b)) || order(a.name, b.name) || order(a.id, b.id);
}

/** Not by a language: the same on every machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
