import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HubError } from '../../api/hub-error.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { CaptureError } from '../../media/meeting/capture.ts';

/** A line stands for so long, ms: it may have to be read out. */
const SHOWN_MS = 7_000;

/** @returns the line that stands, in the page's language, and what shows one: a text, or anything thrown */
export function useSay(): [string | null, (said: unknown) => void] {
  const { t } = useTranslation();
  const language = useLanguage();
  const [said, setSaid] = useState<{ said: unknown } | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const say = useCallback((what: unknown) => setSaid({ said: what }), []);
  if (!said) return [null, say];
  if (typeof said.said === 'string') return [said.said, say];
  if (!(said.said instanceof CaptureError)) return [HubError.from(said.said).texts[language], say];
  const { source, reason } = said.said;
  // Who closes the browser's question for a screen has only changed their mind.
  if (source === 'screen' && reason === 'refused') return [null, say];
  return [`${t(`room.source.${source}`)}: ${t(`room.device.${reason}`)}`, say];
}
