import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verification } from '../../../server/contract/record.ts';
import { call, LONG_TIMEOUT_MS } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatTime } from '../../i18n/format.ts';

type Result = { found: Verification; at: number } | { error: HubError } | 'busy' | null;

/** Checks the whole chain and its anchors on the hub, and says in words what came out. */
export function Verify() {
  const { t } = useTranslation();
  const [result, setResult] = useState<Result>(null);
  const begin = (): void => {
    setResult('busy');
    call('record.verify', {}, LONG_TIMEOUT_MS).then(
      (found) => setResult({ found, at: Date.now() }),
      (thrown: unknown) => setResult({ error: HubError.from(thrown) }),
    );
  };
  return (
    <>
      <Button loading={result === 'busy'} onClick={begin}>
        {t('record.verify')}
      </Button>
      <div className="verify" aria-live="polite">
        {result !== null && result !== 'busy' && 'error' in result && <Problem error={result.error} />}
        {result !== null && result !== 'busy' && 'found' in result && <Found {...result} />}
      </div>
    </>
  );
}

function Found({ found, at }: { found: Verification; at: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { events, anchors, intact, problem } = found;
  return (
    <p className="verify-result" data-intact={intact}>
      <strong>{t(intact ? 'record.intact' : 'record.broken')}</strong>{' '}
      {problem && (
        <span>
          {t('record.line', { seq: problem.seq })}：{problem.message[language]}
        </span>
      )}{' '}
      <span className="quiet">
        {t('record.checked', { events, anchors })} · {formatTime(at, language)}
      </span>
    </p>
  );
}
