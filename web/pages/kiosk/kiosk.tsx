import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionBanner } from '../../components/connection-banner.tsx';
import { Loading } from '../../components/loading.tsx';
import { HubContext } from '../../hooks/use-hub.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { Hub } from '../../media/hub.ts';
import { KioskCalls } from './kiosk-calls.tsx';
import { KioskWall } from './kiosk-wall.tsx';
import { KioskWords } from './kiosk-words.tsx';
import { useKiosk } from './use-kiosk.ts';
import './kiosk.css';
import './kiosk-calls.css';

/** `/kiosk#token`: a screen in a room. It signs in by itself, and shows what its site shows. */
export default function Kiosk() {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = useKiosk();
  if (state.kind === 'in') return <Frame key={state.userId} />;
  if (state.kind === 'unknown') return <KioskWords title={t('kiosk.unknown')}>{t('kiosk.unknownHint')}</KioskWords>;
  if (state.kind === 'over') return <KioskWords title={t('kiosk.over')}>{t('kiosk.overHint')}</KioskWords>;
  if (state.error) return <KioskWords title={t('kiosk.waiting')}>{state.error.texts[language]}</KioskWords>;
  return <Loading />;
}

function Frame() {
  const [hub] = useState(() => new Hub(location.origin));
  useEffect(() => {
    hub.open();
    return () => hub.close();
  }, [hub]);
  return (
    <HubContext value={hub}>
      <ConnectionBanner hub={hub} />
      <KioskCalls wall={<KioskWall />} />
    </HubContext>
  );
}
