import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Report as Figured } from '../../../server/contract/record.ts';
import { call, download } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { formatStamp } from '../../i18n/format.ts';
import { Figures } from './figures.tsx';
import { lastMonth, readMonth, thisMonth } from './month.ts';
import './report.css';

/** The monthly transparency report: on the screen, on paper, as CSV. */
export default function Report() {
  const { t } = useTranslation();
  const [opened] = useState(() => Date.now());
  const [params, setParams] = useSearchParams();
  const month = readMonth(params.get('month')) ?? lastMonth(opened);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const report = useQuery<Figured, HubError>({
    queryKey: ['report', month],
    queryFn: async ({ signal }) => await call('report.read', { query: { month }, signal }),
    placeholderData: keepPreviousData,
  });
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saveFile(await download('report.csv', { query: { month } }), `report-${month}.csv`);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="page report">
      <div className="page-bar">
        <h1>{t('report.title')}</h1>
        <Input
          type="month"
          className="report-month"
          aria-label={t('report.month')}
          value={month}
          max={thisMonth(opened)}
          onChange={({ target }) => {
            const next = readMonth(target.value);
            if (next) setParams({ month: next }, { replace: true });
          }}
        />
        <span className="report-acts">
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
            {t('report.print')}
          </Button>
          <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void save()}>
            CSV
          </Button>
        </span>
      </div>
      {(problem ?? report.error) && <Problem error={problem ?? HubError.from(report.error)} />}
      {report.isPending && <Loading />}
      {report.data && (
        <article aria-busy={report.isPlaceholderData} data-month={report.data.month}>
          <header className="report-head">
            <strong>
              {t('product')} · {t('report.title')} · {report.data.month}
            </strong>
            <span className="quiet">{t('report.made', { time: formatStamp(report.dataUpdatedAt) })}</span>
            <p className="quiet">{t('report.what')}</p>
          </header>
          <Figures report={report.data} />
        </article>
      )}
    </main>
  );
}
