import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../../server/contract/org.ts';
import type { KioskCreate, KioskMade } from '../../../server/contract/wall.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';

export interface KioskFormProps {
  /** Where it may stand. */
  sites: readonly Site[];
  close: () => void;
  saved: (made: KioskMade) => void;
}

/** Puts up a screen: which, where, and for how long it may look. */
export function KioskForm({ sites, close, saved }: KioskFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<KioskCreate>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const submit = async ({ name, siteId, days }: KioskCreate): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saved(await call('kiosk.create', { body: { name: name.trim(), siteId, days } }));
    } catch (thrown) {
      setProblem(HubError.from(thrown));
      setBusy(false);
    }
  };
  const required = { required: true, message: t('field.required') };
  return (
    <Modal
      open
      width={440}
      title={t('kiosks.add')}
      okText={t('kiosks.create')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<KioskCreate>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: '', siteId: sites[0]?.id, days: 31 }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item name="name" label={t('kiosks.name')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={60} autoFocus placeholder={t('kiosks.nameHint')} />
        </Form.Item>
        <Form.Item name="siteId" label={t('kiosks.site')} rules={[required]}>
          <Select options={sites.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="days" label={t('kiosks.days')} extra={t('kiosks.daysHint')} rules={[required]}>
          <InputNumber min={1} max={31} precision={0} />
        </Form.Item>
      </Form>
      {problem && <Problem error={problem} />}
    </Modal>
  );
}
