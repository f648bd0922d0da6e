import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { download } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { Problem } from '../../components/problem.tsx';
import { AttendanceDrawer } from './attendance-drawer.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { GuestLinkDialog } from './guest-link.tsx';
import { isPlanned } from './phase.ts';

export interface MeetingMenuProps {
  meeting: Meeting;
  now: number;
  over: boolean;
  edit: () => void;
}

const acts = ['edit', 'guest', 'calendar', 'attendance', 'cancel'] as const;
type Act = (typeof acts)[number];

/** What else can be done with a meeting: only what would not be refused. */
export function MeetingMenu({ meeting, now, over, edit }: MeetingMenuProps) {
  const { t } = useTranslation();
  const [above, setAbove] = useState<Act | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const { id, kind, title, own, state } = meeting;
  const planned = own && kind !== 'call' && isPlanned(meeting, now);
  const offered: Record<Act, boolean> = {
    edit: planned,
    guest: own && !over,
    calendar: kind !== 'call' && !over,
    // Of a private one there is none.
    attendance: own && kind !== 'private' && (state === 'open' || state === 'ended'),
    cancel: planned,
  };
  const items = acts.filter((act) => offered[act]);
  if (items.length === 0) return null;

  const saveCalendar = async (): Promise<void> => {
    setProblem(null);
    try {
      saveFile(await download('meeting.calendar', { params: { id } }), `${title}.ics`);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };
  const choose = (act: Act | undefined): void => {
    if (act === 'edit') edit();
    else if (act === 'calendar') void saveCalendar();
    else if (act) setAbove(act);
  };
  const close = (): void => setAbove(null);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: items.map((act) => ({ key: act, label: t(`meetings.acts.${act}`), danger: act === 'cancel' })),
          onClick: ({ key }) => choose(acts.find((act) => act === key)),
        }}
      >
        <Button
          type="text"
          icon={<MoreOutlined />}
          aria-haspopup="menu"
          aria-label={t('meetings.moreNamed', { title })}
        />
      </Dropdown>
      {problem && <Problem error={problem} />}
      {above === 'guest' && <GuestLinkDialog meeting={meeting} close={close} />}
      {above === 'attendance' && <AttendanceDrawer meeting={meeting} close={close} />}
      {above === 'cancel' && <CancelDialog meeting={meeting} close={close} />}
    </>
  );
}
