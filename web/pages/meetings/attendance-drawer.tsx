import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Attendance, Meeting } from '../../../server/contract/meeting.ts';
import { call, download } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { AttendanceTables } from './attendance-tables.tsx';

/** Who of the invited was there, and who came when; to be taken home as a workbook. */
export function AttendanceDrawer({ meeting, close }: { meeting: Meeting; close: () => void }) {
  const { t } = useTranslation();
  const { id, title } = meeting;
  const { busy, problem, send } = useSending();
  const read = useQuery<Attendance, HubError>({
    queryKey: ['meetings', 'attendance', id],
    queryFn: ({ signal }) => call('meeting.attendance', { params: { id }, signal }),
  });
  const take = async (): Promise<void> => {
    const file = await download('meeting.attendanceFile', { params: { id } });
    saveFile(file, `${t('meetings.attendance.file', { title })}.xlsx`);
  };
  return (
    <Drawer
      open
      size={720}
      title={t('meetings.attendance.title', { title })}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('close')}</Button>
          <Button
            type="primary"
            icon={<DownloadOutlined aria-hidden />}
            loading={busy}
            disabled={!read.data}
            onClick={() => void send(take)}
          >
            {t('meetings.attendance.take')}
          </Button>
        </div>
      }
    >
      {read.isPending && <Loading />}
      {read.error && <Problem error={read.error} />}
      {problem && <Problem error={problem} />}
      {read.data && <AttendanceTables attendance={read.data} />}
    </Drawer>
  );
}
