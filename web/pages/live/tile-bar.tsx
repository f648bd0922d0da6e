import {
  AreaChartOutlined,
  CloseOutlined,
  DragOutlined,
  ExpandOutlined,
  MutedOutlined,
  SoundOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { toggleFullScreen } from './full-screen.ts';

export interface TileBarProps {
  name: string;
  sound: boolean;
  hasSound: boolean;
  stats: boolean;
  /** Null: it cannot be turned. */
  ptz: boolean | null;
  togglePtz: () => void;
  toggleSound: () => void;
  toggleStats: () => void;
  clear: () => void;
  element: RefObject<HTMLElement | null>;
}

/** The tile's controls; tile.css shows them under the pointer, on focus, and always where there is no pointer. */
export function TileBar({ name, sound, hasSound, stats, ptz, element, ...acts }: TileBarProps) {
  const { t } = useTranslation();
  return (
    <div className="tile-bar" role="toolbar" aria-label={t('tile.bar', { name })}>
      <BarButton
        label={hasSound ? t(sound ? 'tile.soundOff' : 'tile.soundOn') : t('tile.noSound')}
        pressed={sound}
        disabled={!hasSound}
        icon={sound ? <SoundOutlined /> : <MutedOutlined />}
        act={acts.toggleSound}
      />
      {ptz !== null && <BarButton label={t('ptz.title')} pressed={ptz} icon={<DragOutlined />} act={acts.togglePtz} />}
      <BarButton label={t('tile.stats')} pressed={stats} icon={<AreaChartOutlined />} act={acts.toggleStats} />
      <BarButton
        label={t('tile.fullScreen')}
        icon={<ExpandOutlined />}
        act={() => void toggleFullScreen(element.current)}
      />
      <BarButton label={t('tile.close')} icon={<CloseOutlined />} act={acts.clear} />
    </div>
  );
}

function BarButton(props: { label: string; icon: ReactNode; act: () => void; pressed?: boolean; disabled?: boolean }) {
  const { label, icon, act, pressed, disabled } = props;
  return (
    <Button
      type="text"
      size="small"
      icon={icon}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={act}
    />
  );
}
