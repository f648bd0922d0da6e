import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BREAK_GLASS, type BreakGlass as Fields, type Grant } from '../../server/contract/grant.ts';
import { call } from '../api/client.ts';
import { HubError } from '../api/hub-error.ts';
import { useReadGrantsAgain } from '../hooks/use-grants.ts';
import { Problem } from './problem.tsx';
import { UnitSelect } from './unit-select.tsx';

export interface BreakGlassProps {
  /** Where; may be changed. */
  unitId: string | undefined;
  close: () => void;
  opened: (grant: Grant) => void;
}

/** An emergency: opens at once, after saying what follows from it. */
export default function BreakGlass({ unitId, close, opened }: BreakGlassProps) {
  const { t } = useTranslation();
  const readAgain = useReadGrantsAgain();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const minutes = BREAK_GLASS / 60_000;

  const submit = async (body: Fields): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const grant = await call('grant.breakGlass', { body });
      readAgain();
      opened(grant);
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
      title={t('breakGlass.title')}
      onCancel={close}
      okText={t('breakGlass.act')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, danger: true }}
      onOk={form.submit}
    >
      <ul className="glass-terms">
        <li>{t('breakGlass.opens', { minutes })}</li>
        <li>{t('breakGlass.alerts')}</li>
        <li>{t('breakGlass.review')}</li>
      </ul>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...(unitId && { unitId }), reason: '' }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item name="unitId" label={t('purpose.unit')} rules={[{ required: true, message: t('field.required') }]}>
          <UnitSelect />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('breakGlass.reason')}
          rules={[{ required: true, whitespace: true, message: t('purpose.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {problem && <Problem error={problem} />}
    </Modal>
  );
}
