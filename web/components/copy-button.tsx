import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Puts a text on the clipboard, and says whether that worked: over plain http a browser has none. */
export function CopyButton({ text, icon }: { text: string; icon?: ReactNode }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'copy' | 'copied' | 'failed'>('copy');
  const copy = (): void => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (!clipboard) setState('failed');
    else
      clipboard.writeText(text).then(
        () => setState('copied'),
        () => setState('failed'),
      );
  };
  return (
    <Button icon={icon} onClick={copy}>
      <span role="status">{t(`clipboard.${state}`)}</span>
    </Button>
  );
}
