import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** For an address that is no page. */
export default function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="alone">
      <h1>{t('notFound.title')}</h1>
      <Link to="/">{t('notFound.home')}</Link>
    </main>
  );
}
