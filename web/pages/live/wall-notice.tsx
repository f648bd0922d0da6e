import { useTranslation } from 'react-i18next';
import type { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import type { Notice } from './use-notice.ts';
import type { UsedWall } from './use-wall.ts';

export interface WallNoticeProps {
  used: UsedWall;
  /** Why the saved walls are not known. */
  error: HubError | null;
  /** How something that was just done went. */
  notice: Notice | null;
  /** Digits that wait for a second one. */
  typed: string;
}

/** What there is to say of the wall as a whole. */
export function WallNotice({ used, error, notice, typed }: WallNoticeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { wall, saved, waiting } = used;
  const gone = wall.wallId !== null && !waiting && !saved && !error;
  return (
    <>
      {error && wall.wallId !== null && <Problem error={error} />}
      {gone && (
        <p className="banner" role="status">
          {t('walls.gone')}
        </p>
      )}
      <div className="wall-toast" role="status">
        {notice !== null && <p>{typeof notice === 'string' ? notice : notice.texts[language]}</p>}
        {typed && <kbd>{t('layout.typed', { digits: typed })}</kbd>}
      </div>
    </>
  );
}
