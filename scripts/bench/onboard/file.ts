import { toCsv } from '../../../server/csv.ts';

/** A device of the file, and the carrier that it belongs to. */
export interface FileRow {
  address: string;
  port: number;
  carrier: string;
}

const HEADING = [
  ...['地址', '端口', '位置', '经度', '纬度', '场所类型', '用途', '朝向', '视场角', '可视距离'],
  ...['提示标识', '备案期限', '运营商', '施工单位', '存储天数'],
];

/** A file as carriers hand it over: every declaration complete, no password in it. Base64. */
export function writeFile(rows: readonly FileRow[]): string {
  const lines = rows.map(({ address, port, carrier }, index) => [
    ...[address, String(port), '桥头', '108.3141', '33.3120', '桥梁', '防汛', String(index % 360), '80', '60'],
    ...['有', '2026-12-31', carrier, '示例公司', '30'],
  ]);
  return Buffer.from(toCsv([HEADING, ...lines])).toString('base64');
}
