import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomLayout } from '../../../server/contract/meeting-room.ts';
import { MyBar } from './my-bar.tsx';
import { Panel, type PanelName } from './panels/panel.tsx';
import { Panes } from './panes.tsx';
import { RollCallStrip } from './roll-call-strip.tsx';
import { useRoomUse } from './room-context.ts';
import { RoomFrame } from './room-frame.tsx';
import { RoomHead } from './room-head.tsx';
import { useChat } from './use-chat.ts';
import { useDraft } from './use-draft.ts';
import { useRoomKeys } from './use-room-keys.ts';
import { useSwitches } from './use-switches.ts';

/** In the room: who is seen, my bar, and one panel beside. */
export function RoomStage({ said }: { said: string | null }) {
  const { t } = useTranslation();
  const { room, view, state, place } = useRoomUse();
  const [layout, setLayout] = useState<RoomLayout>('speaker');
  const [panel, setPanel] = useState<PanelName | null>(null);
  const chat = useChat(panel === 'chat');
  const [draft, setDraft] = useDraft(room);
  const switches = useSwitches();
  useRoomKeys(place.kind === 'pane', (key) => {
    if (key.act === 'layout') setLayout(key.layout);
    else if (key.act === 'hand') switches.toggleHand();
    else switches.toggle(key.act);
  });
  const { settings } = state;
  return (
    <RoomFrame place={place} className="room" data-room-phase={view.phase} data-participant={state.participants.length}>
      <RoomHead />
      {settings.banner && <p className="room-banner">{settings.banner}</p>}
      {view.phase === 'lost' && (
        <p className="banner" role="status">
          {t('room.lost')}
        </p>
      )}
      {view.soundBlocked && (
        <p className="banner">
          {t('room.soundBlocked')}
          <button type="button" className="room-plain" onClick={() => room.unblockSound()}>
            {t('room.soundOn')}
          </button>
        </p>
      )}
      {state.rollCall && <RollCallStrip rollCall={state.rollCall} />}
      <div className="room-middle">
        <Panes layout={settings.layout ?? layout} />
        {panel && <Panel name={panel} chat={chat} minutes={{ draft, setDraft }} close={() => setPanel(null)} />}
        <p className="room-said" role="status">
          {said && <span>{said}</span>}
        </p>
      </div>
      <MyBar layout={layout} setLayout={setLayout} panel={panel} setPanel={setPanel} unread={chat.unread} />
    </RoomFrame>
  );
}
