import type { ImportFinding } from '../../contract/camera-import.ts';
import { problems } from './problems.ts';

/** The columns of a file, in the order in which they are written; the first heading is written, all are read. */
export const COLUMNS = {
  name: ['名称', 'name'],
  unit: ['所属机构', '机构', 'unit'],
  address: ['地址', 'ip', 'ip地址', 'address'],
  port: ['端口', 'port'],
  rtspUrl: ['rtsp地址', 'rtsp url', 'rtsp'],
  username: ['用户名', 'username', 'user'],
  password: ['密码', 'password'],
  credentialSet: ['凭据组', 'credential set'],
  place: ['位置', '点位', 'place'],
  longitude: ['经度', 'longitude'],
  latitude: ['纬度', 'latitude'],
  placeType: ['场所类型', 'place type'],
  reason: ['用途', 'purpose', 'reason'],
  heading: ['朝向', 'heading'],
  angle: ['视场角', 'angle'],
  range: ['可视距离', 'range'],
  sign: ['提示标识', '告示牌', 'sign'],
  filing: ['备案编号', 'filing number', 'filing'],
  filingDeadline: ['备案期限', 'filing deadline'],
  carrier: ['运营商', 'carrier'],
  contractor: ['施工单位', '运维单位', 'contractor'],
  retentionDays: ['存储天数', 'retention days'],
  gbId: ['国标编号', 'gb id'],
} as const;

export type Column = keyof typeof COLUMNS;
export const columnNames = Object.keys(COLUMNS) as Column[];

/** Where each column stands; what is not there is left as it is. */
export type Places = ReadonlyMap<Column, number>;

/** Finds the columns by their headings; those with other headings are not looked at. */
export function findColumns(heading: readonly string[]): { places: Places; findings: ImportFinding[] } {
  const places = new Map<Column, number>();
  const findings: ImportFinding[] = [];
  for (const [place, text] of heading.entries()) {
    const wanted = text.trim().toLowerCase();
    const column = columnNames.find((name) => COLUMNS[name].some((known) => known === wanted));
    if (column === undefined) continue;
    if (places.has(column)) findings.push({ row: 1, column: text, level: 'error', message: problems.doubleColumn });
    else places.set(column, place);
  }
  if (!places.has('address') && !places.has('rtspUrl')) {
    findings.push({ row: 1, column: COLUMNS.address[0], level: 'error', message: problems.noAddressColumn });
  }
  return { places, findings };
}
