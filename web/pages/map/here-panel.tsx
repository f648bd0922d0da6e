import { CloseOutlined, PlaySquareOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { HealthMark } from '../../components/health-mark.tsx';
import type { HealthOf } from '../../components/health-order.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { formatDistance } from '../../i18n/distance.ts';
import { wallOf } from './area-wall.ts';
import type { Chosen } from './chosen.ts';

/** More than so many are counted, and not listed. */
const MOST = 100;

interface HerePanelProps {
  chosen: Chosen;
  health: HealthOf;
  close: () => void;
}

/** Cameras of a place or an area: state, the way to their page and to their picture, and to a wall of all of them. */
export function HerePanel({ chosen: { kind, members }, health, close }: HerePanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const unitName = usePathNames();
  const watches = may('camera.watch');
  const cameras = members.map(({ camera }) => camera);
  const wall = watches ? wallOf(cameras, health) : null;
  return (
    <aside className="map-here-panel" aria-label={t(`map.chosen.${kind}`)} data-chosen={kind}>
      <div className="map-here-head">
        <span>
          <strong>{t(`map.chosen.${kind}`)}</strong>{' '}
          <span className="quiet" role="status">
            {t('cameras.count', { count: members.length })}
          </span>
        </span>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('map.close')} onClick={close} />
      </div>
      {wall && (
        <div className="map-here-wall">
          <Button
            type="primary"
            block
            autoFocus
            icon={<PlaySquareOutlined aria-hidden />}
            onClick={() => void navigate(wall.address)}
          >
            {wall.shown > 1 ? t('map.toWall', { count: wall.shown, layout: wall.layout }) : t('camera.watch')}
          </Button>
          {wall.left > 0 && <p className="map-left-out">{t('map.leftOut', { count: wall.left, most: wall.shown })}</p>}
        </div>
      )}
      {!members.length && <p className="quiet">{t('map.nothingHere')}</p>}
      <ul>
        {members.slice(0, MOST).map(({ camera: { id, name, unitId, placement, channels }, metres }) => (
          <li key={id} data-here={id}>
            <span className="map-here-name">
              <Link to={`/cameras/${id}`}>{name}</Link>
              {metres !== null && <span className="quiet">{formatDistance(metres, t)}</span>}
            </span>
            <HealthMark health={health.get(id)} />
            <span className="quiet">{[unitName(unitId), placement.place].filter(Boolean).join(' · ')}</span>
            {channels[0] && watches && members.length > 1 && (
              <Link className="quiet" to={`/live?layout=1&tiles=${channels[0].id}`}>
                {t('camera.watch')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {members.length > MOST && <p className="quiet">{t('map.notListed', { count: members.length - MOST })}</p>}
    </aside>
  );
}
