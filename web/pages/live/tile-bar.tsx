import AreaChartOutlined from '@ant-design/icons-svg/es/asn/AreaChartOutlined';
import CameraOutlined from '@ant-design/icons-svg/es/asn/CameraOutlined';
import CloseOutlined from '@ant-design/icons-svg/es/asn/CloseOutlined';
import DragOutlined from '@ant-design/icons-svg/es/asn/DragOutlined';
import ExpandOutlined from '@ant-design/icons-svg/es/asn/ExpandOutlined';
import LinkOutlined from '@ant-design/icons-svg/es/asn/LinkOutlined';
import MutedOutlined from '@ant-design/icons-svg/es/asn/MutedOutlined';
import PhoneOutlined from '@ant-design/icons-svg/es/asn/PhoneOutlined';
import SoundOutlined from '@ant-design/icons-svg/es/asn/SoundOutlined';
import type { IconDefinition } from '@ant-design/icons-svg/es/types';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Glyph } from '../../components/glyph.tsx';
import { toggleFullScreen } from './full-screen.ts';

export interface TileBarProps {
  name: string;
  /** Name of the camera's unit, where that may be called; else null. */
  callable: string | null;
  callUnit: () => void;
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
export function TileBar({ name, callable, sound, hasSound, stats, ptz, mayLook, element, ...acts }: TileBarProps) {
  const { t } = useTranslation();
  return (
    <div className="tile-bar" role="toolbar" aria-label={t('tile.bar', { name })}>
      <BarButton
        label={hasSound ? t(sound ? 'tile.soundOff' : 'tile.soundOn') : t('tile.noSound')}
        pressed={sound}
        disabled={!hasSound}
        icon={sound ? SoundOutlined : MutedOutlined}
        act={acts.toggleSound}
      />
      {ptz !== null && <BarButton label={t('ptz.title')} pressed={ptz} icon={DragOutlined} act={acts.togglePtz} />}
      {callable !== null && (
        <BarButton label={t('ring.callNamed', { name: callable })} icon={PhoneOutlined} act={acts.callUnit} />
      )}
      <BarButton label={t('tile.snapshot')} disabled={!mayLook} icon={CameraOutlined} act={acts.snapshot} />
      <BarButton label={t('tile.copyLink')} rare icon={LinkOutlined} act={acts.copyLink} />
      <BarButton label={t('tile.stats')} rare pressed={stats} icon={AreaChartOutlined} act={acts.toggleStats} />
      <BarButton
        label={t('tile.fullScreen')}
        icon={ExpandOutlined}
        act={() => void toggleFullScreen(element.current)}
      />
      <BarButton label={t('tile.close')} icon={CloseOutlined} act={acts.clear} />
    </div>
  );
}

interface BarButtonProps {
  label: string;
  icon: IconDefinition;
  act: () => void;
  pressed?: boolean;
  disabled?: boolean;
  /** Left out of small tiles; its key works there, too. */
  rare?: boolean;
}

/** A plain button: a wall that changes draws hundreds of them at once. */
function BarButton({ label, icon, act, pressed, disabled, rare }: BarButtonProps) {
  return (
    <button
      type="button"
      className={rare ? 'tile-act tile-rare' : 'tile-act'}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={act}
    >
      <Glyph of={icon} />
    </button>
  );
}
