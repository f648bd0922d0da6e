import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNow } from '../../hooks/use-now.ts';
import { formatAge, formatTime } from '../../i18n/format.ts';

/** When the last picture came, and how long ago that is. @param at ms since 1970 */
export function LastPicture({ at }: { at: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(1_000);
  const age = formatAge(Math.max(0, now - at), language);
  return <span className="tile-last">{t('tile.last', { time: formatTime(at, language), age })}</span>;
}
