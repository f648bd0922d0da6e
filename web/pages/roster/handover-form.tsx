import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Handover } from '../../../server/contract/roster.ts';

/** Somebody who may take over. */
export interface NextPerson {
  userId: string;
  name: string;
}

interface HandoverFormProps {
  next: readonly NextPerson[];
  busy: boolean;
  submit: (handover: Handover) => void;
}

/** Ends one's own shift: what the next one must know, and who that is. */
export function HandoverForm({ next, busy, submit }: HandoverFormProps) {
  const { t } = useTranslation();
  return (
    <Form<{ note: string; toUserId?: string }>
      className="handover"
      layout="vertical"
      requiredMark={false}
      initialValues={{ note: '' }}
      onFinish={({ note, toUserId }) => submit({ note: note.trim(), toUserId: toUserId ?? null })}
    >
      <h3>{t('roster.handover')}</h3>
      <Form.Item name="note" label={t('roster.note')}>
        <Input.TextArea rows={4} maxLength={2000} showCount placeholder={t('roster.noteHint')} />
      </Form.Item>
      <Form.Item name="toUserId" label={t('roster.next')} extra={t('roster.nextHint')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('roster.noNext')}
          options={next.map(({ userId, name }) => ({ value: userId, label: name }))}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('roster.handoverAct')}
      </Button>
    </Form>
  );
}
