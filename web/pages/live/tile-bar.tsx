import {
  AreaChartOutlined,
  CameraOutlined,
  CloseOutlined,
  DragOutlined,
  ExpandOutlined,
  LinkOutlined,
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
  /** There is leave to look. */
  mayLook: boolean;
  togglePtz: () => void;
  toggleSound: () => void;
  toggleStats: () => void;
  snapshot: () => void;
  copyLink: () => void;
  clear: () => void;
  element: RefObject<HTMLElement | null>;
}

/** The tile's controls; tile.css shows them under the pointer, on focus, and always where there is no pointer. */
export function TileBar({ name, sound, hasSound, stats, ptz, mayLook, element, ...acts }: TileBarProps) {
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
      <BarButton label={t('tile.snapshot')} disabled={!mayLook} icon={<CameraOutlined />} act={acts.snapshot} />
      <BarButton label={t('tile.copyLink')} rare icon={<LinkOutlined />} act={acts.copyLink} />
      <BarButton label={t('tile.stats')} rare pressed={stats} icon={<AreaChartOutlined />} act={acts.toggleStats} />
      <BarButton
        label={t('tile.fullScreen')}
        icon={<ExpandOutlined />}
        act={() => void toggleFullScreen(element.current)}
      />
      <BarButton label={t('tile.close')} icon={<CloseOutlined />} act={acts.clear} />
    </div>
  );
}

interface BarButtonProps {
  label: string;
  icon: ReactNode;
  act: () => void;
  pressed?: boolean;
  disabled?: boolean;
  /** Left out of small tiles; its key works there, too. */
  rare?: boolean;
}

function BarButton({ label, icon, act, pressed, disabled, rare }: BarButtonProps) {
  return (
    <Button
      className={rare ? 'tile-rare' : ''}
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
