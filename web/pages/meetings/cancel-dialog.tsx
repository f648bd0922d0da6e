import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { call } from '../../api/client.ts';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { useReadMeetingsAgain } from '../../hooks/use-meetings.ts';

/** Cancels a meeting, or with it all that come after it in its series. */
export function CancelDialog({ meeting, close }: { meeting: Meeting; close: () => void }) {
  const { t } = useTranslation();
  const readAgain = useReadMeetingsAgain();
  const [series, setSeries] = useState(false);
  const { busy, problem, send } = useSending();
  const submit = async (): Promise<void> => {
    await call('meeting.cancel', { params: { id: meeting.id }, body: { series } });
    readAgain();
    close();
  };
  return (
    <Modal
      open
      width={440}
      title={t('meetings.cancelSure', { title: meeting.title })}
      okText={t('meetings.acts.cancel')}
      cancelText={t('meetings.keep')}
      okButtonProps={{ danger: true, loading: busy }}
      onOk={() => void send(submit)}
      onCancel={close}
    >
      <p>{t('meetings.cancelHint')}</p>
      {meeting.seriesId !== null && (
        <Radio.Group
          value={series}
          onChange={({ target }) => setSeries(target.value === true)}
          options={[
            { value: false, label: t('meetings.onlyThis') },
            { value: true, label: t('meetings.thisAndAfter') },
          ]}
        />
      )}
      {problem && <Problem error={problem} />}
    </Modal>
  );
}
