import { Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { UnitKind, type ImportError, type OrgImportResult } from '../../../server/contract/org.ts';
import { useLanguage } from '../../hooks/use-language.ts';

const PAGE = 50;

type Preview = OrgImportResult['preview'][number];

/** What a file would change or has changed; or every row that is wrong, and how. */
export function ImportResult({ result }: { result: OrgImportResult }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rows, created, updated, unchanged, errors, errorCount, preview, applied } = result;
  const errorColumns: TableProps<ImportError>['columns'] = [
    { title: t('import.row'), key: 'row', width: 70, render: (_, { row }) => (row === 0 ? t('import.file') : row) },
    { title: t('import.column'), key: 'column', width: 130, render: (_, { column }) => column || '–' },
    { title: t('import.problem'), key: 'problem', render: (_, { message }) => message[language] },
  ];
  const columns: TableProps<Preview>['columns'] = [
    { title: t('import.row'), key: 'row', width: 70, dataIndex: 'row' },
    { title: t('import.act'), key: 'act', width: 80, render: (_, { act }) => t(`import.${act}`) },
    { title: t('organisation.name'), key: 'name', dataIndex: 'name' },
    { title: t('organisation.kind'), key: 'kind', width: 130, render: (_, { kind }) => <Kind kind={kind} /> },
    { title: t('import.parent'), key: 'parent', render: (_, { parent }) => parent || '–' },
  ];
  if (errorCount > 0) {
    return (
      <>
        <p className="import-sum">
          <strong className="bad">{t('import.wrong', { count: errorCount })}</strong> {t('import.nothingDone')}
        </p>
        <Table<ImportError>
          size="small"
          rowKey={({ row, column, message }) => `${row} ${column} ${message.en}`}
          columns={errorColumns}
          dataSource={errors}
          pagination={errors.length > PAGE && { pageSize: PAGE, showSizeChanger: false, size: 'small' }}
        />
      </>
    );
  }
  return (
    <>
      <p className="import-sum">
        <strong>{t(applied ? 'import.done' : 'import.fine', { rows })}</strong>{' '}
        {t('import.counts', { created, updated, unchanged })}
      </p>
      {preview.length > 0 && (
        <Table<Preview>
          size="small"
          rowKey="row"
          columns={columns}
          dataSource={preview}
          pagination={preview.length > PAGE && { pageSize: PAGE, showSizeChanger: false, size: 'small' }}
        />
      )}
      {created + updated > preview.length && (
        <p className="quiet">{t('import.more', { count: created + updated - preview.length })}</p>
      )}
    </>
  );
}

function Kind({ kind }: { kind: Preview['kind'] }) {
  const { t } = useTranslation();
  const unitKind = UnitKind.enum.find((one) => one === kind);
  if (unitKind) return t(`unitKind.${unitKind}`);
  return isSite(kind) ? t(`siteKind.${kind}`) : kind;
}

function isSite(kind: Preview['kind']): kind is Exclude<Preview['kind'], UnitKind> {
  return !(UnitKind.enum as readonly string[]).includes(kind);
}
