import CloseOutlined from '@ant-design/icons-svg/es/asn/CloseOutlined';
import { lazy, Suspense, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Glyph } from '../../../components/glyph.tsx';
import type { Chat } from '../use-chat.ts';
import { ChairPanel } from './chair-panel.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import './panel.css';

const FilesPanel = lazy(() => import('./files-panel.tsx'));
const MinutesPanel = lazy(() => import('./minutes-panel.tsx'));
const PollsPanel = lazy(() => import('./polls-panel.tsx'));
const CamerasPanel = lazy(() => import('./cameras-panel.tsx'));

export type PanelName = 'people' | 'chair' | 'chat' | 'files' | 'minutes' | 'polls' | 'cameras';

export interface PanelProps {
  name: PanelName;
  chat: Chat;
  minutes: ComponentProps<typeof MinutesPanel>;
  close: () => void;
}

/** What lies beside the picture: on a phone a sheet above the bar. */
export function Panel({ name, chat, minutes, close }: PanelProps) {
  const { t } = useTranslation();
  return (
    <aside className="room-panel" aria-label={t(`room.panel.${name}`)} data-panel={name}>
      <header>
        <h2>{t(`room.panel.${name}`)}</h2>
        <button type="button" className="room-plain" aria-label={t('close')} title={t('close')} onClick={close}>
          <Glyph of={CloseOutlined} />
        </button>
      </header>
      <Suspense fallback={<p className="quiet">{t('loading')}</p>}>
        {name === 'people' && <PeoplePanel />}
        {name === 'chair' && <ChairPanel />}
        {name === 'chat' && <ChatPanel chat={chat} />}
        {name === 'files' && <FilesPanel />}
        {name === 'minutes' && <MinutesPanel {...minutes} />}
        {name === 'polls' && <PollsPanel />}
        {name === 'cameras' && <CamerasPanel />}
      </Suspense>
    </aside>
  );
}
