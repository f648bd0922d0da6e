import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../server/contract/job.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { useNoteJob } from '../../hooks/use-jobs.ts';
import { Problem } from '../problem.tsx';
import { readRepair, repairKinds, type RepairForm as Values, type RepairKind } from './repairs.ts';

export interface RepairFormProps {
  cameraIds: readonly string[];
  /** What is proposed. */
  kind?: RepairKind;
  begun: (job: Job) => void;
}

/** What is to be set on one device or many; it begins a job, which tells the rest. */
export function RepairForm({ cameraIds, kind: proposed = 'clock', begun }: RepairFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch<RepairKind | undefined>('kind', form) ?? proposed;
  const note = useNoteJob();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const required = { required: true, whitespace: true, message: t('field.required') };

  const start = async (values: Values): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { cameraIds: [...cameraIds], repair: readRepair(values) };
      const job = await call('repair.start', { body });
      note(job);
      begun(job);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form<Values>
      form={form}
      className="repair-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ kind: proposed }}
      onFinish={(values) => void start(values)}
    >
      <Form.Item name="kind" label={t('repair.kind')} extra={t(`repair.hint.${kind}`)}>
        <Radio.Group options={repairKinds.map((value) => ({ value, label: t(`repair.${value}`) }))} />
      </Form.Item>
      {kind === 'ntp' && (
        <Form.Item name="server" label={t('repair.server')} rules={[required]}>
          <Input maxLength={253} spellCheck={false} placeholder="10.61.0.1" />
        </Form.Item>
      )}
      {kind === 'screen-name' && (
        <Form.Item name="text" label={t('repair.text')} extra={t('repair.textHint')}>
          <Input maxLength={40} />
        </Form.Item>
      )}
      {kind === 'password' && (
        <Form.Item
          name="password"
          label={t('repair.newPassword')}
          rules={[required, { min: 8, max: 64, message: t('repair.passwordRule') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={64} />
        </Form.Item>
      )}
      {problem && <Problem error={problem} />}
      <Button
        type="primary"
        danger={kind === 'reboot' || kind === 'password'}
        htmlType="submit"
        loading={busy}
        disabled={!cameraIds.length}
      >
        {t('repair.start', { count: cameraIds.length })}
      </Button>
    </Form>
  );
}
