import { useState } from 'react';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../../hooks/use-language.ts';
import { useSession, useSessionActions } from '../../hooks/use-session.ts';
import { useUnitNames } from '../../hooks/use-units.ts';
import { formatMoment } from '../../i18n/format.ts';
import { OwnSessions } from './own-sessions.tsx';
import { PasswordChange } from './password-change.tsx';
import { SecondFactor } from './second-factor.tsx';
import './account.css';

/** My own account: roles, password, second factor, sessions. */
export default function Account() {
  const { t } = useTranslation();
  const language = useLanguage();
  const session = useSession();
  const unitName = useUnitNames();
  const { refresh } = useSessionActions();
  const [enrolling, setEnrolling] = useState(false);
  if (!session.data?.user) return null;
  const { user, lastSignIn, hasSecondFactor } = session.data;
  const close = (): void => {
    setEnrolling(false);
    void refresh();
  };

  return (
    <main className="page account">
      <div className="page-bar">
        <h1>{t('account.title')}</h1>
        <span className="quiet">
          {user.name} · {user.username}
        </span>
      </div>
      <div className="account-columns">
        <div>
          <section className="account-part" aria-labelledby="account-facts">
            <h2 id="account-facts">{t('account.facts')}</h2>
            <dl className="facts">
              <dt>{t('account.unit')}</dt>
              <dd>{unitName(user.unitId)}</dd>
              <dt>{t('account.roles')}</dt>
              <dd>
                {user.roles.length === 0 && t('account.noRoles')}
                {user.roles.map(({ id, role, unitId, until }) => (
                  <div key={id}>
                    {t(`role.${role}`)} <span className="quiet">{unitName(unitId)}</span>
                    {until !== null && (
                      <span className="quiet"> {t('account.until', { time: formatMoment(until, language) })}</span>
                    )}
                  </div>
                ))}
              </dd>
              <dt>{t('account.lastUse')}</dt>
              <dd>
                {lastSignIn
                  ? `${formatMoment(lastSignIn.at, language)} · ${lastSignIn.address}`
                  : t('account.firstUse')}
              </dd>
            </dl>
            <Link to="/record">{t('account.views')}</Link>
          </section>
          <section className="account-part" aria-labelledby="account-factor">
            <h2 id="account-factor">{t('account.factor')}</h2>
            <p>{t(hasSecondFactor ? 'account.factorOn' : 'account.factorOff')}</p>
            <Button onClick={() => setEnrolling(true)}>
              {t(hasSecondFactor ? 'account.replace' : 'account.setUp')}
            </Button>
          </section>
          <PasswordChange />
        </div>
        <div>
          <OwnSessions />
        </div>
      </div>
      {enrolling && (
        <Drawer open size={420} title={t('enrol.title')} onClose={close}>
          <SecondFactor done={close} />
        </Drawer>
      )}
    </main>
  );
}
