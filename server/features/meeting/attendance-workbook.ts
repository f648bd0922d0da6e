import writeWorkbook from 'write-excel-file/node';
import type { Attendance } from '../../contract/meeting.ts';
import { toCell } from '../../csv.ts';
import type { StoredMeeting } from '../../store/meetings.ts';

const KINDS = { unit: '机构 Unit', site: '会场 Venue', person: '人员 Person' } as const;
const ROLL_CALL = { present: '到 Present', absent: '缺席 Absent' } as const;
const INVITED = ['受邀 Invited', '类别 Kind', '入会 In the meeting', '点名 Roll call'];
const PEOPLE = ['姓名 Name', '机构 Unit', '来宾 Guest', '入会时间 Came in', '离会时间 Left', '在会分钟 Minutes'];

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** The sheet of attendance as XLSX: whoever was invited, then whoever came. Times by the clock of China. */
export function attendanceWorkbook(
  { title, startsAt, endsAt }: Pick<StoredMeeting, 'title' | 'startsAt' | 'endsAt'>,
  { invited, people }: Attendance,
): Promise<Buffer> {
  const text = (value: string) => ({ value: toCell(value), type: String });
  const bold = (value: string) => ({ ...text(value), fontWeight: 'bold' as const });
  const count = (value: number) => ({ value, type: Number });
  const time = (at: number | null) => text(at === null ? '' : clock.format(at));
  return writeWorkbook(
    [
      [bold(`签到 Attendance: ${title}`)],
      [text(`${clock.format(startsAt)} – ${clock.format(endsAt)}`)],
      INVITED.map(bold),
      ...invited.map(({ kind, name, present, rollCall }) => [
        text(name),
        text(KINDS[kind]),
        text(present ? '是 Yes' : '否 No'),
        text(rollCall === null ? '' : ROLL_CALL[rollCall]),
      ]),
      [],
      PEOPLE.map(bold),
      ...people.map(({ name, unit, isGuest, joinedAt, leftAt, minutes }) => [
        text(name),
        text(unit),
        text(isGuest ? '是 Yes' : '否 No'),
        time(joinedAt),
        time(leftAt),
        count(minutes),
      ]),
    ],
    { columns: [{ width: 28 }, { width: 24 }, { width: 20 }, { width: 20 }, { width: 20 }, { width: 14 }] },
  ).toBuffer();
}
