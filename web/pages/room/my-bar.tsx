import AudioMutedOutlined from '@ant-design/icons-svg/es/asn/AudioMutedOutlined';
import AudioOutlined from '@ant-design/icons-svg/es/asn/AudioOutlined';
import CrownOutlined from '@ant-design/icons-svg/es/asn/CrownOutlined';
import CustomerServiceOutlined from '@ant-design/icons-svg/es/asn/CustomerServiceOutlined';
import DesktopOutlined from '@ant-design/icons-svg/es/asn/DesktopOutlined';
import FileOutlined from '@ant-design/icons-svg/es/asn/FileOutlined';
import FormOutlined from '@ant-design/icons-svg/es/asn/FormOutlined';
import LikeOutlined from '@ant-design/icons-svg/es/asn/LikeOutlined';
import LogoutOutlined from '@ant-design/icons-svg/es/asn/LogoutOutlined';
import MessageOutlined from '@ant-design/icons-svg/es/asn/MessageOutlined';
import NotificationOutlined from '@ant-design/icons-svg/es/asn/NotificationOutlined';
import TeamOutlined from '@ant-design/icons-svg/es/asn/TeamOutlined';
import VideoCameraAddOutlined from '@ant-design/icons-svg/es/asn/VideoCameraAddOutlined';
import VideoCameraOutlined from '@ant-design/icons-svg/es/asn/VideoCameraOutlined';
import { useTranslation } from 'react-i18next';
import type { RoomLayout } from '../../../server/contract/meeting-room.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { mediaDevices } from '../../media/meeting/capture.ts';
import { BarButton } from './bar-button.tsx';
import type { PanelName } from './panels/panel.tsx';
import { OwnLine } from './own-line.tsx';
import { useRoomUse } from './room-context.ts';
import { roomLayouts } from './room-keys.ts';
import { useSwitches } from './use-switches.ts';

/** Telephones have none of it; nor has a page that came over plain http any devices at all. */
const mayShareScreen = 'getDisplayMedia' in (mediaDevices() ?? {});

export interface MyBarProps {
  layout: RoomLayout;
  setLayout: (layout: RoomLayout) => void;
  panel: PanelName | null;
  setPanel: (panel: PanelName | null) => void;
  unread: number;
}

/** What I can do: my devices, what I see, what lies beside the picture. */
export function MyBar({ layout, setLayout, panel, setPanel, unread }: MyBarProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { room, view, place, state, chair } = useRoomUse();
  const switches = useSwitches();
  const { settings } = state;
  const panels = [
    ['people', TeamOutlined, chair ? state.waiting.length : 0, true],
    ['chair', CrownOutlined, 0, chair],
    ['chat', MessageOutlined, panel === 'chat' ? 0 : unread, true],
    ['files', FileOutlined, 0, true],
    ['minutes', FormOutlined, 0, true],
    ['polls', LikeOutlined, 0, true],
    ['cameras', VideoCameraAddOutlined, 0, may('camera.watch') && (chair || settings.mayShare)],
  ] as const;
  return (
    <div className="my-bar" role="toolbar" aria-label={t('room.bar.label')}>
      <OwnLine />
      <BarButton
        icon={switches.microphone === 'on' ? AudioOutlined : AudioMutedOutlined}
        label={t(`room.bar.microphone.${switches.microphone}`)}
        hint={`${t(`room.bar.microphone.${switches.microphone}`)} (M)`}
        on={switches.microphone === 'on'}
        tone={switches.microphone === 'muted' ? 'bad' : undefined}
        press={() => switches.toggle('microphone')}
      />
      <BarButton
        icon={VideoCameraOutlined}
        label={t(`room.bar.camera.${switches.camera}`)}
        hint={`${t(`room.bar.camera.${switches.camera}`)} (V)`}
        on={switches.camera === 'on'}
        tone={switches.camera === 'muted' ? 'bad' : undefined}
        press={() => switches.toggle('camera')}
      />
      {mayShareScreen && (
        <BarButton
          icon={DesktopOutlined}
          label={t('room.bar.screen')}
          on={switches.screen}
          disabled={!switches.screen && !chair && !settings.mayShare}
          press={switches.toggleScreen}
        />
      )}
      <BarButton
        icon={NotificationOutlined}
        label={t('room.bar.hand')}
        hint={`${t('room.bar.hand')} (H)`}
        on={switches.hand}
        tone={switches.hand ? 'warn' : undefined}
        press={switches.toggleHand}
      />
      <label className="bar-layout" title={settings.layout ? t('room.layout.set') : t('room.layout.label')}>
        <span className="unseen">{t('room.layout.label')}</span>
        <select
          value={settings.layout ?? layout}
          disabled={settings.layout !== null}
          onChange={({ target }) => setLayout(roomLayouts.find((one) => one === target.value) ?? layout)}
        >
          {roomLayouts.map((one) => (
            <option key={one} value={one}>
              {t(`room.layout.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <BarButton
        icon={CustomerServiceOutlined}
        label={t('room.bar.audioOnly')}
        on={view.audioOnly}
        tone={view.audioOnly ? 'warn' : undefined}
        press={() => room.setAudioOnly(!view.audioOnly)}
      />
      <span className="bar-gap" />
      {panels.map(
        ([name, icon, count, offered]) =>
          offered && (
            <BarButton
              key={name}
              icon={icon}
              label={t(`room.panel.${name}`)}
              on={panel === name}
              count={count}
              press={() => setPanel(panel === name ? null : name)}
            />
          ),
      )}
      <BarButton icon={LogoutOutlined} label={t('room.bar.leave')} tone="bad" press={place.leave} />
    </div>
  );
}
