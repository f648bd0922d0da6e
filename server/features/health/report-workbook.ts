import writeWorkbook from 'write-excel-file/node';
import type { Cause } from '../../contract/camera.ts';
import type { HealthQuery, HealthRow } from '../../contract/health.ts';
import { toCell } from '../../csv.ts';

const HOUR = 3_600_000;

const FIRST_COLUMN: Record<HealthQuery['by'], string> = {
  unit: '机构 Unit',
  carrier: '运营商 Carrier',
  day: '日期 Day',
  camera: '摄像机 Camera',
};

const CAUSES: Record<Cause, string> = {
  address: '地址无响应',
  tcp: '端口未开放',
  timeout: '设备无答复',
  onvif: 'ONVIF 异常',
  'too-large': '答复过大',
  'other-host': '答复了其他主机',
  range: '地址超出允许范围',
  credentials: '用户名或密码被拒',
  rtsp: '视频流被拒',
  codec: '画面无法解码',
  'no-packets': '无视频数据',
  'no-keyframe': '无关键帧',
  'transcode-limit': '转码已满',
  process: '媒体进程异常',
  black: '黑屏',
  blank: '单色画面',
  frozen: '画面静止',
  refused: '设备拒绝设置',
};

const HEADING = [
  '摄像机数 Cameras',
  '在线率 Online',
  '可用率 Available',
  '观测小时 Observed h',
  '未观测小时 Unobserved h',
  '故障小时及原因 Hours lost, by cause',
];

/** The report as XLSX, with the days and what was counted above it. */
export function reportWorkbook({ from, to, by }: HealthQuery, rows: readonly HealthRow[]): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String });
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  const share = (value: number | null) => (value === null ? null : { value, type: Number, format: '0.00%' });
  const hours = (ms: number) => ({ value: ms / HOUR, type: Number, format: '0.00' });
  return writeWorkbook(
    [
      [bold(`在线率与可用率 Availability ${from} – ${to}`)],
      [
        text(
          '比率按观测到的时间计算；未观测时间不计入。 Shares are of the observed time; time unobserved is in neither.',
        ),
      ],
      [FIRST_COLUMN[by], ...HEADING].map(bold),
      ...rows.map(({ name, cameras, online, available, observed, unobserved, causes }) => [
        text(toCell(name)),
        { value: cameras, type: Number },
        share(online),
        share(available),
        hours(observed),
        hours(unobserved),
        text(causes.map(({ cause, lost }) => `${CAUSES[cause]} ${(lost / HOUR).toFixed(2)}`).join('；')),
      ]),
    ],
    {
      columns: [
        { width: 28 },
        { width: 12 },
        { width: 12 },
        { width: 12 },
        { width: 14 },
        { width: 14 },
        { width: 60 },
      ],
    },
  ).toBuffer();
}
