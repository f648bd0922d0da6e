import { BorderOuterOutlined, ExpandOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

interface MapToolsProps {
  drawing: boolean;
  setDrawing: (drawing: boolean) => void;
  /** How many cameras are in sight. */
  inSight: number;
  takeSight: () => void;
}

/** Ways to choose cameras for a wall: a rectangle by pointer, or what is in sight, which needs none. */
export function MapTools({ drawing, setDrawing, inSight, takeSight }: MapToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="map-tools" role="group" aria-label={t('map.choose')}>
      <Button
        aria-pressed={drawing}
        type={drawing ? 'primary' : 'default'}
        icon={<BorderOuterOutlined aria-hidden />}
        title={t('map.drawHint')}
        onClick={() => setDrawing(!drawing)}
      >
        {t('map.draw')}
      </Button>
      <Button disabled={!inSight} icon={<ExpandOutlined aria-hidden />} onClick={takeSight}>
        {t('map.inSight', { count: inSight })}
      </Button>
    </div>
  );
}
