import { Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CameraImportResult, ImportFinding } from '../../../server/contract/camera-import.ts';
import { useLanguage } from '../../hooks/use-language.ts';

const PAGE = 50;

/** What a file would do, and what is wrong with, or worth knowing of, its rows; errors first. */
export function ImportFindings({ result }: { result: CameraImportResult }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rows, created, updated, unchanged, errorCount, findings } = result;
  const columns: TableProps<ImportFinding>['columns'] = [
    { title: t('import.row'), key: 'row', width: 70, render: (_, { row }) => (row === 0 ? t('import.file') : row) },
    { title: t('import.column'), key: 'column', width: 120, render: (_, { column }) => column || '–' },
    {
      title: t('import.problem'),
      key: 'problem',
      render: (_, { level, message }) => (
        <>
          <span className={level === 'error' ? 'bad' : 'tag'}>{t(`cameraImport.level.${level}`)}</span>{' '}
          {message[language]}
        </>
      ),
    },
  ];
  const sorted = findings.toSorted(
    (a, b) => Number(b.level === 'error') - Number(a.level === 'error') || a.row - b.row,
  );
  return (
    <>
      <p className="import-sum" data-import-errors={errorCount}>
        {errorCount > 0 ? (
          <>
            <strong className="bad">{t('import.wrong', { count: errorCount })}</strong> {t('import.nothingDone')}
          </>
        ) : (
          <>
            <strong>{t('import.fine', { rows })}</strong> {t('import.counts', { created, updated, unchanged })}
          </>
        )}
      </p>
      {findings.length > 0 && (
        <Table<ImportFinding>
          size="small"
          rowKey={({ row, column, message }) => `${row} ${column} ${message.en}`}
          columns={columns}
          dataSource={sorted}
          onRow={({ level }) => ({ 'data-finding': level }) as object}
          pagination={sorted.length > PAGE && { pageSize: PAGE, showSizeChanger: false, size: 'small' }}
        />
      )}
    </>
  );
}
