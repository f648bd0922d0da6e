import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobTitle, JobView } from '../../components/jobs/job-view.tsx';
import { Problem } from '../../components/problem.tsx';
import { useJobs } from '../../hooks/use-jobs.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';

/** Imports and repairs that I began: how each stands. */
export function JobsDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const jobs = useJobs();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = jobs.data?.find(({ id }) => id === openId);
  return (
    <Drawer open size={640} title={t('jobs.title')} onClose={close}>
      {jobs.error && <Problem error={jobs.error} />}
      {open ? (
        <>
          <Button type="link" onClick={() => setOpenId(null)}>
            {t('jobs.back')}
          </Button>
          <JobView begun={open} />
        </>
      ) : (
        <ul className="job-list">
          {jobs.data?.length === 0 && <li className="quiet">{t('jobs.none')}</li>}
          {jobs.data?.map((job) => (
            <li key={job.id}>
              <button type="button" onClick={() => setOpenId(job.id)}>
                <span>
                  <JobTitle job={job} />
                </span>
                <span className="quiet">
                  {formatMoment(job.createdAt, language)} · {t(`job.state.${job.state}`)} ·{' '}
                  {t('job.short', { done: job.done, total: job.total, failed: job.failed })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Drawer>
  );
}
