import { ArrowLeftOutlined, DownloadOutlined, ImportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Problem } from '../../components/problem.tsx';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useReadUnitsAgain, useUnits } from '../../hooks/use-units.ts';
import { ExportButtons } from './export-buttons.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { UnitPanel } from './unit-panel.tsx';
import { UnitTreeView } from './unit-tree-view.tsx';
import './organisation.css';

/** The tree of units, and what is known of the chosen one. The choice is in the address. */
export default function Organisation() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const units = useUnits();
  const tree = useUnitTree();
  const narrow = useNarrow();
  const may = useMay();
  const readAgain = useReadUnitsAgain();
  const [importing, setImporting] = useState(false);
  const wanted = params.get('unit');
  const root = tree.children.get(null)?.[0];
  const unit = (wanted !== null && tree.byId.get(wanted)) || (narrow ? undefined : root);
  const choose = (id: string | null): void =>
    setParams(id === null ? {} : { unit: id }, { replace: !narrow || id === null });
  const live = units.units.filter(({ state }) => state !== 'retired').length;

  return (
    <main className="page organisation">
      <div className="page-bar">
        <h1>{t('organisation.title')}</h1>
        <span className="quiet" role="status">
          {t('organisation.count', { units: live, sites: units.sites.length })}
        </span>
        {may('org.write') && !(narrow && unit) && (
          <div className="page-acts">
            <Button icon={<ImportOutlined aria-hidden />} onClick={() => setImporting(true)}>
              {t('organisation.import')}
            </Button>
            <ExportButtons icon={<DownloadOutlined aria-hidden />} />
          </div>
        )}
      </div>
      {units.error && (
        <Problem error={units.error} action={<Button onClick={() => void units.refetch()}>{t('retry')}</Button>} />
      )}
      <div className="organisation-columns">
        {!(narrow && unit) && <UnitTreeView tree={tree} loading={units.isPending} chosen={unit?.id} choose={choose} />}
        {unit && (
          <section className="unit-panel" aria-label={unit.name}>
            {narrow && (
              <Button type="link" className="unit-back" icon={<ArrowLeftOutlined />} onClick={() => choose(null)}>
                {t('organisation.back')}
              </Button>
            )}
            <UnitPanel key={unit.id} unit={unit} tree={tree} sites={units.sites} choose={choose} />
          </section>
        )}
      </div>
      {importing && <ImportDrawer close={() => setImporting(false)} applied={readAgain} />}
    </main>
  );
}
