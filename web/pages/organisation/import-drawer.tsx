import { FileAddOutlined } from '@ant-design/icons';
import { Button, Drawer, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgImport, OrgImportResult } from '../../../server/contract/org.ts';
import { call, LONG_TIMEOUT_MS } from '../../api/client.ts';
import { contentOf, formatOf } from '../../api/file-content.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { ImportResult } from './import-result.tsx';

interface Picked {
  name: string;
  file: Omit<OrgImport, 'apply'>;
}

/** A file of units and sites: first what it would change, or what is wrong with it; then it is applied as a whole. */
export function ImportDrawer({ close, applied }: { close: () => void; applied: () => void }) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<Picked | null>(null);
  const [result, setResult] = useState<OrgImportResult | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [odd, setOdd] = useState(false);

  const run = async (file: Picked['file'], apply: boolean): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await call('org.import', { body: { ...file, apply } }, LONG_TIMEOUT_MS);
      setResult(answer);
      if (answer.applied) applied();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const pick = async (file: File): Promise<void> => {
    const format = formatOf(file.name);
    setOdd(format === null);
    setResult(null);
    setPicked(null);
    setProblem(null);
    if (!format) return;
    const taken = { name: file.name, file: { format, content: await contentOf(file) } };
    setPicked(taken);
    await run(taken.file, false);
  };
  const ready = result !== null && !result.applied && result.errorCount === 0 && result.created + result.updated > 0;

  return (
    <Drawer
      open
      size={760}
      title={t('import.title')}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t(result?.applied ? 'import.close' : 'cancel')}</Button>
          {!result?.applied && (
            <Button
              type="primary"
              disabled={!ready}
              loading={busy}
              onClick={() => picked && void run(picked.file, true)}
            >
              {t('import.apply')}
            </Button>
          )}
        </div>
      }
    >
      <p>{t('import.intro')}</p>
      <div className="import-file">
        <Upload.Dragger
          accept=".csv,.xlsx"
          maxCount={1}
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            void pick(file);
            return false;
          }}
        >
          <p className="import-drop">
            <FileAddOutlined aria-hidden /> {picked?.name ?? t('import.pick')}
          </p>
        </Upload.Dragger>
      </div>
      <div className="import-result" role="status">
        {odd && <p className="bad">{t('import.odd')}</p>}
        {busy && <p className="quiet">{t('import.reading')}</p>}
        {result && !busy && <ImportResult result={result} />}
      </div>
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
