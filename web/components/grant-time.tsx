import { useTranslation } from 'react-i18next';
import type { Grant } from '../../server/contract/grant.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { useHubNow } from '../hooks/use-now.ts';
import { formatMoment } from '../i18n/format.ts';
import { countdown, hoursAndMinutes, SOON_MS } from '../rights/remaining.ts';

interface GrantTimeProps {
  grant: Grant;
  /** Says how long it still is, too. */
  counted?: boolean;
}

/** Until when a grant holds; the last minutes, and all of broken glass, are counted down. */
export function GrantTime({ grant, counted = false }: GrantTimeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useHubNow(1_000);
  const left = grant.endsAt - now;
  if (grant.source === 'break-glass' || left < SOON_MS) {
    return (
      <time className="grant-time" data-soon={left < SOON_MS || undefined} role="timer">
        {t('grant.left', { time: countdown(left) })}
      </time>
    );
  }
  const { hours, minutes } = hoursAndMinutes(left);
  return (
    <time className="grant-time">
      {t('grant.until', { time: formatMoment(grant.endsAt, language, now) })}
      {counted && (
        <span className="grant-left">
          {hours > 0 ? t('grant.leftHours', { hours, minutes }) : t('grant.leftMinutes', { minutes })}
        </span>
      )}
    </time>
  );
}
