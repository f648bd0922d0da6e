import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../hooks/use-rights.ts';

export type BulkAct = 'repair' | 'credentials' | 'unit';

/** What is done to all cameras that are ticked. */
export function BulkBar({ count, act, clear }: { count: number; act: (act: BulkAct) => void; clear: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.selected', { count })}</strong>
      {may('camera.repair') && <Button onClick={() => act('repair')}>{t('bulk.repair')}</Button>}
      {may('camera.register') && (
        <>
          <Button onClick={() => act('credentials')}>{t('bulk.setCredentials')}</Button>
          <Button onClick={() => act('unit')}>{t('bulk.assign')}</Button>
        </>
      )}
      <Button type="text" onClick={clear}>
        {t('bulk.clear')}
      </Button>
    </div>
  );
}
