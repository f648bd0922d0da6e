import type { ImportError } from '../../contract/org.ts';
import { problems } from './import-problem.ts';

/** The columns of a file, in the order in which they are written; the first heading is written, all are read. */
export const COLUMNS = {
  kind: ['类型', 'kind', 'type'],
  name: ['名称', 'name'],
  civilCode: ['区划代码', 'civil code', 'civilcode', 'code'],
  parent: ['上级', 'parent'],
  contactName: ['联系人', 'contact', 'contact name', 'contactname'],
  contactPhone: ['电话', 'phone', 'contact phone', 'contactphone'],
  longitude: ['经度', 'longitude'],
  latitude: ['纬度', 'latitude'],
  state: ['状态', 'state'],
} as const;

export type Column = keyof typeof COLUMNS;
export const columnNames = Object.keys(COLUMNS) as Column[];

/** Without these no row makes sense. */
const NEEDED: readonly Column[] = ['kind', 'name', 'parent'];

/** Where each column stands; what is not there is left as it is. */
export type Places = ReadonlyMap<Column, number>;

/** Finds the columns by their headings; those with other headings are not looked at. */
export function findColumns(heading: readonly string[]): { places: Places; errors: ImportError[] } {
  const places = new Map<Column, number>();
  const errors: ImportError[] = [];
  for (const [place, text] of heading.entries()) {
    const wanted = text.trim().toLowerCase();
    const column = columnNames.find((name) => COLUMNS[name].some((known) => known === wanted));
    if (column === undefined) continue;
    if (places.has(column)) errors.push({ row: 1, column: text, message: problems.doubleColumn });
    else places.set(column, place);
  }
  for (const column of NEEDED) {
    if (places.has(column)) continue;
    const [zh, en] = COLUMNS[column];
    errors.push({ row: 1, column: zh, message: problems.missingColumn(zh, en) });
  }
  return { places, errors };
}
