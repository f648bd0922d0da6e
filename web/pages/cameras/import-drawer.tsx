import { FileAddOutlined } from '@ant-design/icons';
import { Button, Drawer, Input, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraImport, CameraImportResult } from '../../../server/contract/camera-import.ts';
import { call, download, LONG_TIMEOUT_MS } from '../../api/client.ts';
import { contentOf, formatOf } from '../../api/file-content.ts';
import { saveFile } from '../../api/save-file.ts';
import { JobView } from '../../components/jobs/job-view.tsx';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { useNoteJob } from '../../hooks/use-jobs.ts';
import { ImportFindings } from './import-findings.tsx';

/** What the hub knows the parts of a name by. */
const PATTERN = '{town}{village}{place}{nn}';

type Picked = Omit<CameraImport, 'apply' | 'pattern'>;

/** A file of cameras: first what it would do and what is wrong with it; then a job, which goes on when the drawer is closed. */
export function ImportDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const note = useNoteJob();
  const [picked, setPicked] = useState<Picked | null>(null);
  const [pattern, setPattern] = useState(PATTERN);
  const [result, setResult] = useState<CameraImportResult | null>(null);
  const { busy, problem, send } = useSending();
  const [odd, setOdd] = useState(false);

  const run = (file: Picked, apply: boolean): Promise<void> =>
    send(async () => {
      const answer = await call(
        'camera.import',
        { body: { ...file, pattern: pattern.trim(), apply } },
        LONG_TIMEOUT_MS,
      );
      if (answer.job) note(answer.job);
      setResult(answer);
    });
  const pick = async (file: File): Promise<void> => {
    const format = formatOf(file.name);
    setOdd(format === null);
    setResult(null);
    setPicked(null);
    if (!format) return;
    const taken = { name: file.name.slice(-120), format, content: await contentOf(file) };
    setPicked(taken);
    await run(taken, false);
  };
  const template = (format: Picked['format']): Promise<void> =>
    send(async () =>
      saveFile(await download('camera.template', { query: { format } }), `${t('cameraImport.templateFile')}.${format}`),
    );
  const ready = picked !== null && result?.job === null && result.errorCount === 0 && result.rows > 0;

  return (
    <Drawer
      open
      size={760}
      title={t('cameraImport.title')}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t(result?.job ? 'cameraImport.close' : 'cancel')}</Button>
          {!result?.job && (
            <Button type="primary" disabled={!ready} loading={busy} onClick={() => picked && void run(picked, true)}>
              {t('cameraImport.begin')}
            </Button>
          )}
        </div>
      }
    >
      {result?.job ? (
        <JobView begun={result.job} />
      ) : (
        <>
          <p>{t('cameraImport.intro')}</p>
          <p className="field-row">
            <Button onClick={() => void template('xlsx')}>{t('cameraImport.template', { format: 'XLSX' })}</Button>
            <Button onClick={() => void template('csv')}>{t('cameraImport.template', { format: 'CSV' })}</Button>
          </p>
          <p>
            <label htmlFor="import-pattern">{t('cameraImport.pattern')}</label>
            <Input
              id="import-pattern"
              maxLength={120}
              spellCheck={false}
              value={pattern}
              aria-describedby="import-pattern-hint"
              onChange={({ target }) => setPattern(target.value)}
              onBlur={() => picked && void run(picked, false)}
            />
            <span id="import-pattern-hint" className="quiet">
              {t('cameraImport.patternHint')}
            </span>
          </p>
          <div className="camera-import-file">
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
                <FileAddOutlined aria-hidden /> {picked?.name ?? t('cameraImport.pick')}
              </p>
            </Upload.Dragger>
          </div>
          <div className="import-result" role="status">
            {odd && <p className="bad">{t('import.odd')}</p>}
            {busy && <p className="quiet">{t('import.reading')}</p>}
            {result && !busy && <ImportFindings result={result} />}
          </div>
        </>
      )}
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
