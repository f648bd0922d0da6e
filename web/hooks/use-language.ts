import { useTranslation } from 'react-i18next';
import { readLanguage, type Language } from '../i18n/index.ts';

/** The page's language; the component is drawn again when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return readLanguage(i18n.language);
}
