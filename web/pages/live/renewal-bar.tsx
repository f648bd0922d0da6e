import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../server/contract/grant.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useReadGrantsAgain } from '../../hooks/use-grants.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { countdown } from '../../rights/remaining.ts';
import { endingSoon, isRenewable, renewalMinutes } from '../../rights/renewal.ts';

interface RenewalBarProps {
  held: readonly Grant[];
  /** It was asked for again, and holds. */
  renewed: (grant: Grant) => void;
  /** Asks for another purpose. */
  choose: () => void;
}

/** A minute before a grant ends: whether to go on. It covers nothing that must be seen, and takes no focus. */
export function RenewalBar({ held, renewed, choose }: RenewalBarProps) {
  const { t } = useTranslation();
  const now = useHubNow(1_000);
  const readAgain = useReadGrantsAgain();
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const grant = endingSoon(held, now, answered);
  if (!grant) return null;
  const minutes = renewalMinutes(grant);
  const answer = (): void => {
    setProblem(null);
    setAnswered((before) => new Set(before).add(grant.id));
  };
  const renew = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const { purpose, unitId, reason } = grant;
    try {
      const made = await call('grant.request', { body: { purpose, unitId, reason, minutes } });
      readAgain();
      answer();
      // One that waits for approval stands among the others above.
      if (made.state === 'active') renewed(made);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const name = t(grant.source === 'break-glass' ? 'grant.source.break-glass' : `purpose.name.${grant.purpose}`);
  return (
    <section className="renewal" aria-label={t('renewal.title')} data-renewal={grant.id}>
      <p>
        {/* Told once, and not at every second. */}
        <span role="status">{t('renewal.ends', { name })}</span>{' '}
        <strong className="renewal-left" role="timer">
          {countdown(grant.endsAt - now)}
        </strong>
      </p>
      <div className="renewal-acts">
        {isRenewable(grant) ? (
          <Button size="small" type="primary" loading={busy} onClick={() => void renew()}>
            {t('renewal.goOn', { count: minutes })}
          </Button>
        ) : (
          <Button size="small" type="primary" onClick={choose}>
            {t('purpose.choose')}
          </Button>
        )}
        <Button size="small" onClick={answer}>
          {t('renewal.end')}
        </Button>
      </div>
      {problem && <Problem error={problem} />}
    </section>
  );
}
