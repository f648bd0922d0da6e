import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../server/contract/job.ts';
import { JobView } from '../../components/jobs/job-view.tsx';
import { RepairForm } from '../../components/jobs/repair-form.tsx';
import type { RepairKind } from '../../components/jobs/repairs.ts';

interface RepairDrawerProps {
  cameraIds: readonly string[];
  kind?: RepairKind;
  close: () => void;
}

/** Sets something on the ticked cameras, and tells of each what came of it. It goes on when the drawer is closed. */
export function RepairDrawer({ cameraIds, kind, close }: RepairDrawerProps) {
  const { t } = useTranslation();
  // Cameras may be unticked by what changes meanwhile; the repair is about those that were chosen.
  const [ids] = useState(cameraIds);
  const [job, setJob] = useState<Job | null>(null);
  return (
    <Drawer open size={640} title={t('repair.title', { count: ids.length })} onClose={close}>
      {job ? <JobView begun={job} /> : <RepairForm cameraIds={ids} {...(kind && { kind })} begun={setJob} />}
    </Drawer>
  );
}
