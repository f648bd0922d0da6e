import { useTranslation } from 'react-i18next';
import { useRates } from '../../hooks/use-rates.ts';
import './rate-line.css';

/** How many pictures run at full rate, and how much of what comes is not drawn: what this computer cannot do, it says. */
export function RateLine() {
  const { t } = useTranslation();
  const { all, full, leftOut } = useRates();
  if (all === 0) return null;
  const slow = full < all;
  return (
    <span
      className="rate-line"
      role="status"
      title={slow || leftOut > 0 ? t('rate.hint') : ''}
      data-full={full}
      data-all={all}
      data-slow={slow || undefined}
      data-left-out={leftOut}
    >
      {t(slow ? 'rate.slow' : 'rate.full', { full, all })}
      {leftOut > 0 && t('rate.leftOut', { percent: leftOut })}
    </span>
  );
}
