import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../server/contract/camera.ts';
import { formatBitrate, formatSize } from '../../i18n/format.ts';

/** A channel's streams, a line each: role, codec, size, frame rate; and what cannot be passed through. */
export function Profiles({ profiles, bitrate = false }: { profiles: readonly Profile[]; bitrate?: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="profiles">
      {profiles.map((profile) => (
        <li key={`${profile.role} ${profile.token}`}>
          <span className="quiet">{t(`profile.${profile.role}`)}</span>
          <span>{profile.codec === 'other' ? t('profile.otherCodec') : profile.codec}</span>
          <span>{formatSize(profile.width, profile.height)}</span>
          {profile.fps > 0 && <span>{t('profile.fps', { fps: Math.round(profile.fps * 10) / 10 })}</span>}
          {bitrate && profile.bitrate > 0 && <span>{formatBitrate(profile.bitrate)}</span>}
          {(profile.codec === 'H265' || profile.bFrames) && <span className="tag">{t('profile.transcoded')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The sound of a channel's streams; a dash where there is none that can be heard. */
export function soundOf(profiles: readonly Profile[]): string {
  return profiles.find(({ audio }) => audio)?.audio ?? '–';
}

/** A stream in one line of text. */
export function profileWords({ role, codec, width, height, fps, bFrames }: Profile, t: TFunction): string {
  const words = [t(`profile.${role}`), codec === 'other' ? t('profile.otherCodec') : codec, formatSize(width, height)];
  if (fps > 0) words.push(t('profile.fps', { fps: Math.round(fps * 10) / 10 }));
  if (codec === 'H265' || bFrames) words.push(t('profile.transcoded'));
  return words.join('  ');
}
