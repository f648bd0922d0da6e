import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import zh from './zh.json';

/** The languages of the page; the first is the default. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zh };
  }
}

const STORED = 'hub.language';

/** Starts with the language chosen before, Chinese at the first visit. */
export async function startI18n(): Promise<void> {
  const language = readLanguage(localStorage.getItem(STORED));
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh } },
    partialBundledLanguages: true,
    // React escapes.
    interpolation: { escapeValue: false },
  });
  await loadTexts(language);
  describe();
}

/** The other language comes when it is wanted: nobody needs both before the first picture. */
async function loadTexts(language: Language): Promise<void> {
  if (language !== 'en' || i18next.hasResourceBundle('en', 'translation')) return;
  i18next.addResourceBundle('en', 'translation', (await import('./en.json')).default);
}

/** Changes the language of the whole page, and remembers it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await loadTexts(language);
  await i18next.changeLanguage(language);
  describe();
}

/** Anything as one of our languages. */
export function readLanguage(value: string | null | undefined): Language {
  return languages.find((language) => language === value) ?? languages[0];
}

/** Screen readers and the font choice for CJK go by `lang`. */
function describe(): void {
  document.documentElement.lang = i18next.language === 'en' ? 'en' : 'zh-CN';
  document.title = i18next.t('product');
}
