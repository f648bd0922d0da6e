import { useTranslation } from 'react-i18next';

/** Shown while a page or its first data is fetched. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}
