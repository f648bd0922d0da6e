import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

export interface PagerProps {
  /** Lines on this page. */
  count: number;
  newest: boolean;
  hasOlder: boolean;
  toNewest: () => void;
  newer: () => void;
  older: () => void;
}

/** Through the record by pages, the newest first. */
export function Pager({ count, newest, hasOlder, toNewest, newer, older }: PagerProps) {
  const { t } = useTranslation();
  return (
    <nav className="pager" aria-label={t('record.pages')}>
      <span className="quiet" role="status">
        {t('record.count', { count })}
      </span>
      <Button size="small" disabled={newest} onClick={toNewest}>
        {t('record.newest')}
      </Button>
      <Button size="small" disabled={newest} onClick={newer}>
        {t('record.newer')}
      </Button>
      <Button size="small" disabled={!hasOlder} onClick={older}>
        {t('record.older')}
      </Button>
    </nav>
  );
}
