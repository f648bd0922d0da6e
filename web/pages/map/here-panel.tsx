import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Camera } from '../../../server/contract/camera.ts';
import { HealthMark } from '../../components/health-mark.tsx';
import type { HealthOf } from '../../components/health-order.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';

interface HerePanelProps {
  cameras: readonly Camera[];
  health: HealthOf;
  close: () => void;
}

/** Cameras at one place of the map: state, and the ways to their page and to the live view. */
export function HerePanel({ cameras, health, close }: HerePanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  const unitName = usePathNames();
  return (
    <aside className="map-here-panel" aria-label={t('map.here')}>
      <div className="map-here-head">
        <strong>{t('cameras.count', { count: cameras.length })}</strong>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('map.close')} onClick={close} />
      </div>
      <ul>
        {cameras.map(({ id, name, unitId, placement, channels: [channel] }) => (
          <li key={id} data-here={id}>
            <Link to={`/cameras/${id}`}>{name}</Link>
            <HealthMark health={health.get(id)} />
            <span className="quiet">{[unitName(unitId), placement.place].filter(Boolean).join(' · ')}</span>
            {channel && may('camera.watch') && (
              <Link className="quiet" to={`/live?layout=1&tiles=${channel.id}`}>
                {t('camera.watch')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
