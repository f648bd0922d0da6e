import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscoveredDevice } from '../../../server/contract/discovery.ts';
import type { Job } from '../../../server/contract/job.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { JobView } from '../../components/jobs/job-view.tsx';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { useNoteJob } from '../../hooks/use-jobs.ts';

interface Values {
  unitId: string;
  carrier: string;
  pattern: string;
}

/** Has the hub register the ticked devices with its credential sets, as a job. @param carrier whose network was swept */
export function AdoptForm({ devices, carrier }: { devices: readonly DiscoveredDevice[]; carrier: string }) {
  const { t } = useTranslation();
  const note = useNoteJob();
  const [job, setJob] = useState<Job | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const start = async (values: Values): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const named = devices.map(({ address, port }) => ({ address, port, name: '' }));
      const begun = await call('camera.adopt', { body: { ...values, devices: named } });
      note(begun);
      setJob(begun);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Form<Values>
        key={carrier}
        className="adopt-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ carrier, pattern: '' }}
        onFinish={(values) => void start(values)}
      >
        <div className="field-row adopt-row">
          <Form.Item
            name="unitId"
            label={t('camera.unit')}
            className="field-wide"
            rules={[{ required: true, message: t('field.required') }]}
          >
            <UnitSelect action="camera.register" />
          </Form.Item>
          <Form.Item name="carrier" label={t('placement.carrier')} className="field-wide">
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="pattern" label={t('cameraImport.pattern')} className="field-wide">
            <Input maxLength={120} spellCheck={false} placeholder="{town}{village}{nn}" />
          </Form.Item>
        </div>
        {problem && <Problem error={problem} />}
        <Button type="primary" htmlType="submit" loading={busy} disabled={!devices.length}>
          {t('discover.adopt', { count: devices.length })}
        </Button>
      </Form>
      {job && <JobView begun={job} />}
    </>
  );
}
