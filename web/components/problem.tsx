import type { ReactNode } from 'react';
import type { HubError } from '../api/hub-error.ts';
import { useLanguage } from '../hooks/use-language.ts';

/** What went wrong, and what to do about it, in the page's language, where it happened; the code is for support. */
export function Problem({ error, action }: { error: HubError; action?: ReactNode }) {
  const language = useLanguage();
  return (
    <div className="problem" role="alert" data-code={error.code}>
      <strong>{error.texts[language]}</strong>
      <code>{error.code}</code>
      {action}
    </div>
  );
}
