import { useTranslation } from 'react-i18next';
import type { ProbeResult } from '../../../server/contract/camera.ts';
import { formatOffset } from '../../i18n/format.ts';
import { Profiles, soundOf } from './profiles.tsx';

/** A clock that is off by more than this is pointed out: recordings and alarms would carry wrong times. */
const OFFSET_WARN_MS = 2_000;

/** What a probe found, with its test picture. */
export function ProbePanel({ result }: { result: ProbeResult }) {
  const { t } = useTranslation();
  const { clockOffsetMs, testPicture, testPictureCause } = result;
  return (
    <section className="probe" aria-label={t('probe.title')}>
      {testPicture && <img src={`data:image/jpeg;base64,${testPicture}`} alt={t('probe.picture')} />}
      {testPictureCause && (
        <p className="problem" role="alert">
          <strong>
            {t('probe.noPicture')}
            {t(`cause.${testPictureCause}.name`)}
          </strong>
          <span>{t(`cause.${testPictureCause}.hint`)}</span>
        </p>
      )}
      <dl className="facts">
        <dt>{t('probe.name')}</dt>
        <dd>{result.name || '–'}</dd>
        <dt>{t('camera.model')}</dt>
        <dd>{[result.manufacturer, result.model].filter(Boolean).join(' ') || '–'}</dd>
        <dt>{t('probe.hardwareId')}</dt>
        <dd>{result.hardwareId || '–'}</dd>
        <dt>{t('probe.clock')}</dt>
        <dd>
          {clockOffsetMs === null ? t('stats.unknown') : formatOffset(clockOffsetMs)}
          {clockOffsetMs !== null && Math.abs(clockOffsetMs) > OFFSET_WARN_MS && (
            <span className="tag">{t('probe.clockWrong')}</span>
          )}
        </dd>
        {result.channels.map(({ name, profiles }, index) => (
          <div key={index} className="facts-row">
            <dt>{name || t('probe.channel', { number: index + 1 })}</dt>
            <dd>
              <Profiles profiles={profiles} bitrate />
              <span className="quiet">
                {t('camera.sound')} {soundOf(profiles)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
