import { Segmented, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Job, JobItem } from '../../../server/contract/job.ts';
import { useJobItems } from '../../hooks/use-jobs.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { Problem } from '../problem.tsx';

const PAGE = 100;
const states = ['failed', 'done', 'unchanged', 'waiting'] as const;
type Shown = 'all' | (typeof states)[number];

/** What came of each camera of a job: a page at a time, failures on demand. */
export function JobItems({ job }: { job: Job }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [shown, setShown] = useState<Shown>('all');
  const [page, setPage] = useState(1);
  const query = { offset: (page - 1) * PAGE, limit: PAGE, ...(shown !== 'all' && { state: shown }) };
  const items = useJobItems(job, query);
  const { total, done, failed, unchanged } = job;
  const counts: Record<Shown, number> = {
    all: total,
    failed,
    unchanged,
    done: done - failed - unchanged,
    waiting: total - done,
  };
  const columns: TableProps<JobItem>['columns'] = [
    {
      title: t('job.camera'),
      key: 'label',
      width: narrow ? '45%' : '40%',
      render: (_, { label, cameraId }) => (cameraId ? <Link to={`/cameras/${cameraId}`}>{label}</Link> : label),
    },
    { title: t('job.result'), key: 'result', render: (_, item) => <Result item={item} /> },
  ];
  return (
    <div className="job-items">
      <Segmented<Shown>
        size="small"
        aria-label={t('job.show')}
        value={shown}
        onChange={(value) => {
          setShown(value);
          setPage(1);
        }}
        options={['all' as const, ...states].map((value) => ({
          value,
          label: `${t(`job.item.${value}`)} ${counts[value]}`,
        }))}
      />
      {items.error && <Problem error={items.error} />}
      <Table<JobItem>
        size="small"
        rowKey="position"
        columns={columns}
        dataSource={items.data?.items ?? []}
        loading={items.isPending}
        onRow={({ position, state }) => ({ 'data-item': position, 'data-item-state': state }) as object}
        pagination={
          counts[shown] > PAGE && {
            current: page,
            pageSize: PAGE,
            total: counts[shown],
            showSizeChanger: false,
            size: 'small',
            onChange: setPage,
          }
        }
        locale={{ emptyText: t('job.nothing') }}
      />
    </div>
  );
}

function Result({ item: { state, cause, error, before, after } }: { item: JobItem }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const told = before || after ? t('job.beforeAfter', { before: before || '–', after: after || '–' }) : '';
  if (state !== 'failed') {
    return (
      <>
        {t(`job.item.${state}`)} <span className="quiet">{told}</span>
      </>
    );
  }
  return (
    <>
      <span className="bad">
        {cause ? t(`cause.${cause}.name`) : (error?.message[language] ?? t('job.item.failed'))}
      </span>
      {cause && <div className="quiet">{t(`cause.${cause}.hint`)}</div>}
    </>
  );
}
