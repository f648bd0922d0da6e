import AudioMutedOutlined from '@ant-design/icons-svg/es/asn/AudioMutedOutlined';
import CrownOutlined from '@ant-design/icons-svg/es/asn/CrownOutlined';
import NotificationOutlined from '@ant-design/icons-svg/es/asn/NotificationOutlined';
import { useTranslation } from 'react-i18next';
import type { Participant, RoomCamera } from '../../../server/contract/meeting-room.ts';
import { Glyph } from '../../components/glyph.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { formatMoment } from '../../i18n/format.ts';
import { isChair } from '../../media/meeting/room-view.ts';
import { stateOf } from '../../media/meeting/voices.ts';

/** Who it is, from where, and how it stands with voice, hand and line; each in words for screen readers. */
export function PersonCaption({
  participant,
  unit,
  screen,
  mine,
}: {
  participant: Participant;
  /** Its name. */
  unit: string;
  screen: boolean;
  mine: boolean;
}) {
  const { t } = useTranslation();
  const { name, present, handAt, floorUntil, link } = participant;
  const microphone = stateOf(participant, 'microphone');
  return (
    <>
      {!screen && microphone !== 'on' && (
        <span className="room-silent" data-state={microphone ?? 'none'}>
          <Glyph of={AudioMutedOutlined} />
          <span className={microphone === 'muted' ? undefined : 'unseen'}>
            {t(`room.microphone.${microphone ?? 'none'}`)}
          </span>
        </span>
      )}
      {isChair(participant) && (
        <span title={t(`room.standing.${participant.standing}`)}>
          <Glyph of={CrownOutlined} />
          <span className="unseen">{t(`room.standing.${participant.standing}`)}</span>
        </span>
      )}
      <strong>{screen ? t('room.screenOf', { name }) : name}</strong>
      {mine && <span className="quiet">{t('room.me')}</span>}
      <span className="room-unit">{unit}</span>
      {!screen && handAt !== null && (
        <span className="room-hand">
          <Glyph of={NotificationOutlined} /> <span className="tile-word">{t('room.hand')}</span>
        </span>
      )}
      {!screen && floorUntil !== null && <Floor until={floorUntil} />}
      {!present ? (
        <span className="room-line" data-link="lost">
          {t('room.link.away')}
        </span>
      ) : (
        link !== 'good' && (
          <span className="room-line" data-link={link}>
            {t(`room.link.${link}`)}
          </span>
        )
      )}
    </>
  );
}

/** The time left to speak. */
function Floor({ until }: { until: number }) {
  const { t } = useTranslation();
  const left = Math.max(0, Math.round((until - useHubNow(1_000)) / 1_000));
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return <span className="room-floor">{t('room.floor', { time })}</span>;
}

/** Which camera, who brought it, and until when. */
export function CameraCaption({ camera: { name, byName, until } }: { camera: RoomCamera }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <strong>{name}</strong>
      <span className="quiet">{t('room.brought', { name: byName, time: formatMoment(until, language) })}</span>
    </>
  );
}
