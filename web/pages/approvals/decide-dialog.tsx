import { Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../server/contract/grant.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { usePathNames } from '../../components/use-unit-tree.ts';

export interface DecideDialogProps {
  grant: Grant;
  act: 'approve' | 'refuse' | 'review';
  close: () => void;
  done: () => void;
}

/** Approves, refuses or reviews, with a note. */
export function DecideDialog({ grant, act, close, done }: DecideDialogProps) {
  const { t } = useTranslation();
  const pathNames = usePathNames();
  const [form] = Form.useForm<{ note: string; justified?: boolean }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const params = { id: grant.id };

  const submit = async ({ note, justified }: { note: string; justified?: boolean }): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      if (act === 'review') await call('grant.review', { params, body: { note, justified: justified === true } });
      else await call('grant.decide', { params, body: { note, approve: act === 'approve' } });
      done();
      close();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      width={480}
      title={t(`approvals.${act}Title`)}
      onCancel={close}
      okText={t(`approvals.${act}`)}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, danger: act === 'refuse' }}
      onOk={form.submit}
    >
      <p>
        <strong>{grant.name}</strong> · {t(`purpose.name.${grant.purpose}`)} · {pathNames(grant.unitId)}
        <br />
        <span className="quiet grant-reason">{grant.reason}</span>
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ note: '' }}
        onFinish={(fields: { note: string; justified?: boolean }) => void submit(fields)}
      >
        {act === 'review' && (
          <Form.Item
            name="justified"
            label={t('approvals.finding')}
            rules={[{ required: true, message: t('field.required') }]}
          >
            <Radio.Group
              options={[
                { value: true, label: t('approvals.justified') },
                { value: false, label: t('approvals.unjustified') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item
          name="note"
          label={t('approvals.note')}
          rules={act === 'approve' ? [] : [{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input.TextArea rows={3} maxLength={act === 'review' ? 2000 : 500} />
        </Form.Item>
      </Form>
      {problem && <Problem error={problem} />}
    </Modal>
  );
}
