import { useTranslation } from 'react-i18next';
import { useRates } from '../../hooks/use-rates.ts';
import './rate-line.css';

/** How many pictures run at full rate; where this computer cannot draw all, that it cannot. */
export function RateLine() {
  const { t } = useTranslation();
  const { all, full } = useRates();
  if (all === 0) return null;
  const slow = full < all;
  return (
    <span
      className="rate-line"
      role="status"
      title={slow ? t('rate.hint') : ''}
      data-full={full}
      data-all={all}
      data-slow={slow || undefined}
    >
      {t(slow ? 'rate.slow' : 'rate.full', { full, all })}
    </span>
  );
}
