import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnSession } from '../../../server/contract/session.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';
import { browserName } from './browser-name.ts';
import { useOwnSessions, useReadSessionsAgain } from './use-own-sessions.ts';

/** Where I am signed in; what I do not know, I end. */
export function OwnSessions() {
  const { t } = useTranslation();
  const sessions = useOwnSessions();
  const readAgain = useReadSessionsAgain();
  const [problem, setProblem] = useState<HubError | null>(null);

  const end = async ({ id }: OwnSession): Promise<void> => {
    setProblem(null);
    try {
      await call('session.end', { params: { id } });
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
    readAgain();
  };

  return (
    <section className="account-part" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t('account.sessions')}</h2>
      {sessions.error && <Problem error={sessions.error} />}
      {problem && <Problem error={problem} />}
      <ul className="own-sessions">
        {sessions.data?.map((session) => (
          <SessionLine key={session.id} session={session} end={end} />
        ))}
      </ul>
    </section>
  );
}

function SessionLine({ session, end }: { session: OwnSession; end: (session: OwnSession) => Promise<void> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const { address, browser, createdAt, seenAt, current } = session;
  return (
    <li>
      <div>
        <strong title={browser}>{browserName(browser) ?? t('account.unknownBrowser')}</strong> {address}
        <div className="quiet">
          {t('account.began', { time: formatMoment(createdAt, language) })} ·{' '}
          {t('account.seen', { time: formatMoment(seenAt, language) })}
        </div>
      </div>
      {current ? (
        <span className="quiet">{t('account.current')}</span>
      ) : (
        <Button
          size="small"
          loading={busy}
          aria-label={t('account.endNamed', { address })}
          onClick={() => {
            setBusy(true);
            void end(session).finally(() => setBusy(false));
          }}
        >
          {t('account.end')}
        </Button>
      )}
    </li>
  );
}
