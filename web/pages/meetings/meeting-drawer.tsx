import { Button, Drawer, Form, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { call } from '../../api/client.ts';
import { toHubTime } from '../../api/hub-clock.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { useSending } from '../../components/use-sending.ts';
import { useReadMeetingsAgain } from '../../hooks/use-meetings.ts';
import { useSession } from '../../hooks/use-session.ts';
import { AccessFields } from './access-fields.tsx';
import { createOf, fieldsOf, newFields, updateOf, type Fields } from './fields.ts';
import { InviteField } from './invite-field.tsx';
import { KindField } from './kind-field.tsx';
import { SubjectFields } from './subject-fields.tsx';
import { TimeFields } from './time-fields.tsx';
import { useHeldUnit } from './use-held-unit.ts';

export interface MeetingDrawerProps {
  /** Not given: a new one. */
  meeting?: Meeting;
  close: () => void;
}

/** Plans a meeting, or changes one. */
export function MeetingDrawer({ meeting, close }: MeetingDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const readAgain = useReadMeetingsAgain();
  const me = useSession().data?.user;
  const held = useHeldUnit(me?.unitId);
  const { busy, problem, send } = useSending();

  const [initial] = useState(() => (meeting ? fieldsOf(meeting) : newFields(toHubTime(Date.now()), held)));

  const submit = async (drawn: Fields): Promise<void> => {
    const fields = { ...initial, ...drawn };
    const body = meeting ? null : createOf(fields);
    const change = meeting ? updateOf(fields) : null;
    if (meeting && change) await call('meeting.update', { params: { id: meeting.id }, body: change });
    else if (body) await call('meeting.create', { body });
    readAgain();
    close();
  };

  return (
    <Drawer
      open
      size={640}
      className="meeting-drawer"
      title={meeting ? t('meetings.editNamed', { title: meeting.title }) : t('meetings.new')}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={form.submit}>
            {t(meeting ? 'meetings.save' : 'meetings.create')}
          </Button>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={initial}
        onFinish={(fields) => void send(() => submit(fields))}
      >
        <Form.Item name="kind" label={t('meetings.field.kind')}>
          <KindField disabled={meeting !== undefined} />
        </Form.Item>
        <SubjectFields />
        {!meeting && (
          <Form.Item
            name="unitId"
            label={t('meetings.field.unit')}
            rules={[{ required: true, message: t('field.required') }]}
          >
            <UnitSelect action="meeting.hold" />
          </Form.Item>
        )}
        <TimeFields isNew={!meeting} />
        {meeting && meeting.seriesId !== null && (
          <Form.Item name="series" label={t('meetings.field.series')}>
            <Radio.Group
              options={[
                { value: false, label: t('meetings.onlyThis') },
                { value: true, label: t('meetings.thisAndAfter') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item name="invited" label={t('meetings.field.invited')}>
          <InviteField />
        </Form.Item>
        <AccessFields kept={meeting?.hasPasscode ?? false} />
      </Form>
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
