import { AimOutlined, EllipsisOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HealthState } from '../../../server/contract/health.ts';
import { download } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { HealthDot } from '../../components/health-mark.tsx';
import { Problem } from '../../components/problem.tsx';
import { useMay } from '../../hooks/use-rights.ts';
import type { Above } from './drawers.tsx';
import type { useFleet } from './list/use-fleet.ts';

interface CamerasBarProps {
  fleet: Pick<ReturnType<typeof useFleet>, 'shown' | 'all' | 'counts' | 'filter' | 'change'>;
  open: (above: Above) => void;
}

/** Title, how many are in which state (a click filters), and the ways to new cameras. */
export function CamerasBar({ fleet: { shown, all, counts, filter, change }, open }: CamerasBarProps) {
  const { t } = useTranslation();
  return (
    <div className="page-bar">
      <h1>{t('cameras.title')}</h1>
      <span className="quiet" role="status">
        {shown.length < all ? t('live.countFound', { found: shown.length, all }) : t('cameras.count', { count: all })}
      </span>
      <div className="fleet-states" role="group" aria-label={t('camera.state')}>
        {HealthState.enum.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={filter.state === state}
            data-count-of={state}
            onClick={() => change({ state: filter.state === state ? null : state })}
          >
            <HealthDot state={state} /> {t(`health.state.${state}`)} <strong>{counts[state]}</strong>
          </button>
        ))}
      </div>
      <Acts open={open} />
    </div>
  );
}

type Format = 'xlsx' | 'csv';
type More = 'jobs' | 'credential-sets' | 'alarms' | Format;

/** Not drawn again at every key of a search. */
const Acts = memo(function Acts({ open }: Pick<CamerasBarProps, 'open'>) {
  const { t } = useTranslation();
  const may = useMay();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const mayRegister = may('camera.register');

  const save = async (format: Format): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saveFile(await download('camera.export', { query: { format } }), `${t('cameras.title')}.${format}`);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const more: { key: More; label: string }[] = [
    { key: 'alarms', label: t('alarms.title') },
    ...(may('job.read') ? [{ key: 'jobs' as const, label: t('jobs.title') }] : []),
    ...(mayRegister
      ? [
          { key: 'credential-sets' as const, label: t('sets.title') },
          { key: 'xlsx' as const, label: t('cameras.export', { format: 'XLSX' }) },
          { key: 'csv' as const, label: t('cameras.export', { format: 'CSV' }) },
        ]
      : []),
  ];
  const choose = (key: string): void => {
    const chosen = more.find((one) => one.key === key)?.key;
    if (chosen === 'xlsx' || chosen === 'csv') void save(chosen);
    else if (chosen) open({ kind: chosen });
  };
  return (
    <span className="page-acts">
      <Dropdown trigger={['click']} menu={{ items: more, onClick: ({ key }) => choose(key) }}>
        <Button icon={<EllipsisOutlined aria-hidden />} loading={busy} aria-haspopup="menu">
          {t('cameras.more')}
        </Button>
      </Dropdown>
      {mayRegister && (
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => open({ kind: 'import' })}>
          {t('cameras.import')}
        </Button>
      )}
      {may('camera.discover') && (
        <Button icon={<AimOutlined aria-hidden />} onClick={() => open({ kind: 'discover' })}>
          {t('discover.open')}
        </Button>
      )}
      {mayRegister && (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open({ kind: 'add' })}>
          {t('add.open')}
        </Button>
      )}
      {problem && <Problem error={problem} />}
    </span>
  );
});
