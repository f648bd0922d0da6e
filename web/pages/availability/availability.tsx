import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { HealthQuery, HealthRow } from '../../../server/contract/health.ts';
import { call, download, LONG_TIMEOUT_MS } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { useHubNow } from '../../hooks/use-now.ts';
import { groupings, readQuery, writeQuery } from './query.ts';
import { RowTable } from './row-table.tsx';
import './availability.css';

/** Online rate and availability, with causes. */
export default function Availability() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const query = readQuery(params, useHubNow(0));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const report = useQuery<HealthRow[], HubError>({
    queryKey: ['health-report', query],
    queryFn: async ({ signal }) => (await call('health.report', { query, signal }, LONG_TIMEOUT_MS)).rows,
    placeholderData: keepPreviousData,
  });
  const ask = (part: Partial<HealthQuery>): void => setParams(writeQuery({ ...query, ...part }), { replace: true });
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saveFile(await download('health.export', { query }), `${t('availability.title')} ${query.from} ${query.to}.xlsx`);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="page availability">
      <div className="page-bar">
        <h1>{t('availability.title')}</h1>
        <label>
          {t('availability.from')}
          <Input
            type="date"
            value={query.from}
            max={query.to}
            onChange={({ target }) => target.value && ask({ from: target.value })}
          />
        </label>
        <label>
          {t('availability.to')}
          <Input
            type="date"
            value={query.to}
            min={query.from}
            onChange={({ target }) => target.value && ask({ to: target.value })}
          />
        </label>
        <Segmented<HealthQuery['by']>
          aria-label={t('availability.by')}
          value={query.by}
          onChange={(by) => ask({ by })}
          options={groupings.map((value) => ({ value, label: t(`availability.${value}`) }))}
        />
        <UnitSelect
          className="availability-unit"
          clearable
          placeholder={t('cameras.everywhere')}
          value={query.unitId}
          onChange={(unitId) => {
            const { unitId: _before, ...rest } = query;
            setParams(writeQuery({ ...rest, ...(unitId && { unitId }) }), { replace: true });
          }}
        />
        <span className="page-acts">
          <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void save()}>
            {t('availability.export')}
          </Button>
        </span>
      </div>
      {problem && <Problem error={problem} />}
      {report.error && (
        <Problem error={report.error} action={<Button onClick={() => void report.refetch()}>{t('retry')}</Button>} />
      )}
      <RowTable rows={report.data ?? []} by={query.by} loading={report.isFetching} />
      <p className="quiet">{t('availability.hint')}</p>
    </main>
  );
}
