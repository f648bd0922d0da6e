import { Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../server/contract/job.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { useJobs, useNoteJob } from '../../hooks/use-jobs.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';
import { Problem } from '../problem.tsx';
import { JobItems } from './job-items.tsx';
import { repairKinds, type RepairKind } from './repairs.ts';
import './jobs.css';

/** A job: how far it is, what came of each camera, stop and resume. @param begun as it was when it began */
export function JobView({ begun }: { begun: Job }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const job = useJobs().data?.find(({ id }) => id === begun.id) ?? begun;
  const note = useNoteJob();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const { id, state, total, done, failed, unchanged } = job;

  const act = async (name: 'job.stop' | 'job.resume'): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      note(await call(name, { params: { id } }));
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const resumable = state === 'stopped' || (state === 'done' && failed > 0);

  return (
    <section className="job" aria-label={t('job.label')} data-job={id} data-job-state={state}>
      <h3>
        <JobTitle job={job} />
      </h3>
      <p className="quiet">{t('job.by', { name: job.username, time: formatMoment(job.createdAt, language) })}</p>
      <div className="job-run">
        <Progress
          percent={total ? Math.floor((done / total) * 100) : 100}
          status={state === 'running' ? 'active' : failed > 0 ? 'exception' : 'normal'}
          aria-label={t('job.progress')}
        />
        {state === 'running' && (
          <Button loading={busy} onClick={() => void act('job.stop')}>
            {t('job.stop')}
          </Button>
        )}
        {resumable && (
          <Button loading={busy} onClick={() => void act('job.resume')}>
            {t(state === 'stopped' ? 'job.resume' : 'job.retry')}
          </Button>
        )}
      </div>
      <p role="status" className="job-words">
        <strong>{t(`job.state.${state}`)}</strong>{' '}
        {t('job.counts', { done, total, failed, unchanged, changed: done - failed - unchanged })}
      </p>
      {problem && <Problem error={problem} />}
      <JobItems job={job} />
    </section>
  );
}

/** What a job does, in words. */
export function JobTitle({ job: { kind, title } }: { job: Job }) {
  const { t } = useTranslation();
  return kind === 'repair' && isRepair(title)
    ? t('job.kind.repair', { title: t(`repair.${title}`) })
    : t(`job.kind.${kind}`, { title });
}

function isRepair(title: string): title is RepairKind {
  return repairKinds.some((kind) => kind === title);
}
