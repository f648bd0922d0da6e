import LockOutlined from '@ant-design/icons-svg/es/asn/LockOutlined';
import { useTranslation } from 'react-i18next';
import { Glyph } from '../../components/glyph.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useRoomUse } from './room-context.ts';
import { RoomMoves } from './room-moves.tsx';

/** Says so before the end, ms. */
const SOON_MS = 5 * 60_000;

/** What the meeting is, how many are in it, and until when. */
export function RoomHead() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, place } = useRoomUse();
  // Beside a wall the page has its heading.
  const Title = place.kind === 'pane' ? 'h2' : 'h1';
  const now = useHubNow(15_000);
  const { settings, participants, title, kind } = state;
  const left = settings.endsAt - now;
  return (
    <header className="room-head">
      <Title>{title}</Title>
      {kind === 'private' && <span className="tag">{t('room.private')}</span>}
      {kind === 'lecture' && <span className="tag">{t('room.lecture')}</span>}
      {settings.locked && (
        <span className="room-fact">
          <Glyph of={LockOutlined} /> {t('room.locked')}
        </span>
      )}
      <span className="room-fact">{t('room.count', { count: participants.filter((one) => one.present).length })}</span>
      <span className="room-fact" data-soon={left < SOON_MS || undefined} role={left < SOON_MS ? 'status' : undefined}>
        {left < SOON_MS
          ? t('room.endsSoon', { minutes: Math.max(0, Math.ceil(left / 60_000)) })
          : t('room.until', { time: formatMoment(settings.endsAt, language, now) })}
      </span>
      <RoomMoves />
    </header>
  );
}
