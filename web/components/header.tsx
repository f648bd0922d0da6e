import { LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { HubError } from '../api/hub-error.ts';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { useMay } from '../hooks/use-rights.ts';
import { useSessionActions } from '../hooks/use-session.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { NavMenu } from './nav-menu.tsx';
import { permittedPages } from './nav-pages.ts';
import { Problem } from './problem.tsx';
import './header.css';

/** Product name, the pages that the user's roles permit, language, user. */
export function Header({ username }: { username: string }) {
  const { t } = useTranslation();
  const { signOut } = useSessionActions();
  const may = useMay();
  // As wide as all pages with their English names; keep with header.css.
  const narrow = useMediaQuery('(max-width: 1260px)');
  const [problem, setProblem] = useState<HubError | null>(null);
  const pages = permittedPages(may);
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
        {narrow && pages.length > 2 ? (
          <NavMenu pages={pages} icon={<MenuOutlined aria-hidden />} />
        ) : (
          <nav aria-label={t('nav.label')}>
            {pages.map(({ name }) => (
              <NavLink key={name} to={`/${name}`}>
                {t(`nav.${name}`)}
              </NavLink>
            ))}
          </nav>
        )}
        <div className="header-end">
          <LanguageSwitch />
          <NavLink to="/account" className="header-user" title={t('nav.account')}>
            <UserOutlined aria-hidden />
            <span className="header-name">{username}</span>
            <span className="unseen">{t('nav.account')}</span>
          </NavLink>
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
