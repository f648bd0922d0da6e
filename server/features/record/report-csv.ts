import type { Report } from '../../contract/record.ts';
import { toCell, toCsv } from '../../csv.ts';
import { purposeWords } from '../../purpose-words.ts';

/** What is counted, in both languages, and how much of it. */
type Row = [zh: string, en: string, value: string | number];

/** The report as a file that Excel opens. */
export function reportCsv(report: Report): string {
  const { cameras, views, refusals, breakGlass, grants, exports, outages } = report;
  const rows: Row[] = [
    ['月份', 'Month', report.month],
    ['摄像机', 'Cameras', cameras.total],
    ['其中有隐私遮挡', 'Of these with privacy masks', cameras.masked],
    ...cameras.byUnit.map(({ unit, total }): Row => [`摄像机：${unit}`, `Cameras: ${unit}`, total]),
    ['调阅次数', 'Views', views.total],
    ['调阅分钟', 'Minutes viewed', views.minutes],
    ['调阅人数', 'Viewers', views.viewers],
    ...views.byPurpose.flatMap(({ purpose, views, minutes }): Row[] => {
      const [zh, en] = purposeWords[purpose];
      return [
        [`调阅次数：${zh}`, `Views: ${en}`, views],
        [`调阅分钟：${zh}`, `Minutes viewed: ${en}`, minutes],
      ];
    }),
    ['被拒：登录', 'Refused: sign-ins', refusals.signIns],
    ['被拒：调阅', 'Refused: views', refusals.views],
    ['被拒：授权申请', 'Refused: grants', refusals.grants],
    ['被拒：其他', 'Refused: others', refusals.others],
    ['紧急调阅', 'Break-glass', breakGlass.total],
    ['紧急调阅：已复核', 'Break-glass: reviewed', breakGlass.reviewed],
    ['紧急调阅：认定合理', 'Break-glass: justified', breakGlass.justified],
    ['授权：申请', 'Grants: requested', grants.requested],
    ['授权：批准', 'Grants: approved', grants.approved],
    ['授权：拒绝', 'Grants: refused', grants.refused],
    ['授权：撤销', 'Grants: revoked', grants.revoked],
    ['导出：画面', 'Exports: pictures', exports.pictures],
    ['导出：记录', 'Exports: records', exports.records],
    ['视频中断次数', 'Outages', outages.total],
    ['视频中断分钟', 'Minutes of outage', outages.minutes],
  ];
  const cells = rows.map(([zh, en, value]) => [toCell(zh), toCell(en), String(value)]);
  return toCsv([['项目', 'Item', '数值 Value'], ...cells]);
}
