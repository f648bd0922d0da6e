import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../server/contract/record.ts';
import { download } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { Problem } from '../../components/problem.tsx';
import { useMay } from '../../hooks/use-rights.ts';
import { writeDay } from '../../i18n/format.ts';
import { AnchorsDrawer } from './anchors-drawer.tsx';
import { EventDrawer } from './event-drawer.tsx';
import { EventTable } from './event-table.tsx';
import { Pager } from './pager.tsx';
import { writeSearch } from './query.ts';
import { SearchForm } from './search-form.tsx';
import { useRecord } from './use-record.ts';
import { Verify } from './verify.tsx';
import { Views } from './views.tsx';
import './record.css';

type Part = 'search' | 'views';

/** The record: for those who may search it, and for everybody who viewed the cameras of their own unit. */
export default function Record() {
  const { t } = useTranslation();
  const may = useMay();
  const maySearch = may('record.search');
  const [part, setPart] = useState<Part>('search');
  const [anchors, setAnchors] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const shown = maySearch ? part : 'views';

  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saveFile(await download('record.export'), `record-${writeDay(Date.now())}.ndjson`);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="page record">
      <div className="page-bar">
        <h1>{t('record.title')}</h1>
        {maySearch && (
          <Segmented<Part>
            aria-label={t('record.title')}
            value={shown}
            onChange={setPart}
            options={[
              { value: 'search', label: t('record.all') },
              { value: 'views', label: t('record.views') },
            ]}
          />
        )}
        {!maySearch && <span className="quiet">{t('record.views')}</span>}
        <span className="record-acts">
          {maySearch && (
            <Button icon={<SafetyCertificateOutlined aria-hidden />} onClick={() => setAnchors(true)}>
              {t('record.anchors')}
            </Button>
          )}
          {may('record.export') && (
            <>
              <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void save()}>
                {t('record.export')}
              </Button>
              <Verify />
            </>
          )}
        </span>
      </div>
      {problem && <Problem error={problem} />}
      {shown === 'search' ? <Lines /> : <Views />}
      {anchors && <AnchorsDrawer close={() => setAnchors(false)} />}
    </main>
  );
}

function Lines() {
  const { t } = useTranslation();
  const { search, page, newest, find, older, toNewer } = useRecord();
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const events = page.data?.events ?? [];
  const pager = (
    <Pager
      count={events.length}
      newest={newest}
      hasOlder={typeof page.data?.next === 'number'}
      toNewest={() => find(search)}
      newer={toNewer}
      older={older}
    />
  );
  return (
    <>
      <SearchForm key={String(writeSearch(search))} search={search} find={find} busy={page.isFetching} />
      {page.error && <Problem error={page.error} />}
      {page.data && (
        <>
          {pager}
          {events.length ? (
            <div className="events-box">
              <EventTable events={events} old={page.isPlaceholderData} open={setOpened} />
            </div>
          ) : (
            <p className="quiet">{t('record.nothing')}</p>
          )}
        </>
      )}
      {opened && (
        <EventDrawer
          event={opened}
          close={() => setOpened(null)}
          find={(to) => {
            setOpened(null);
            find(to);
          }}
        />
      )}
    </>
  );
}
