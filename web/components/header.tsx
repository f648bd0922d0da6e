import { LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { HubError } from '../api/hub-error.ts';
import { useSessionActions } from '../hooks/use-session.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { Problem } from './problem.tsx';

/** Product name, pages, language, user. */
export function Header({ username }: { username: string }) {
  const { t } = useTranslation();
  const { signOut } = useSessionActions();
  const [problem, setProblem] = useState<HubError | null>(null);
  const leave = (): void => {
    signOut().catch((thrown: unknown) => setProblem(HubError.from(thrown)));
  };
  return (
    <>
      <header className="header">
        <div className="brand">
          <Logo />
          <span>{t('product')}</span>
        </div>
        <nav aria-label={t('nav.label')}>
          <NavLink to="/live">{t('nav.live')}</NavLink>
          <NavLink to="/cameras">{t('nav.cameras')}</NavLink>
        </nav>
        <div className="header-end">
          <LanguageSwitch />
          <span className="header-user" title={username}>
            {username}
          </span>
          <Button
            type="text"
            icon={<LogoutOutlined />}
            aria-label={t('signOut')}
            title={t('signOut')}
            onClick={leave}
          />
        </div>
      </header>
      {problem && <Problem error={problem} />}
    </>
  );
}
