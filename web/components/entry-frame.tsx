import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import './entry-frame.css';

/** The frame of pages that come before the hub: name, form, language. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className="entry">
      <section className="entry-card">
        <div className="entry-head">
          <div className="brand">
            <Logo />
            <span>{t('product')}</span>
          </div>
          <LanguageSwitch />
        </div>
        <h1>{title}</h1>
        {children}
      </section>
    </main>
  );
}
