import { Button } from 'antd';
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import type { NavPage } from './nav-pages.ts';

/** The pages where there is no room for them side by side: behind a button that names the present one. */
export function NavMenu({ pages, icon }: { pages: readonly NavPage[]; icon: ReactNode }) {
  const { t } = useTranslation();
  const id = useId();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const present = pages.find(({ name }) => pathname === `/${name}` || pathname.startsWith(`/${name}/`));

  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('[aria-current], a')?.focus();
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (!box.current?.contains(relatedTarget)) setOpen(false);
  };

  return (
    <div ref={box} className="nav-menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <Button type="text" icon={icon} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {present ? t(`nav.${present.name}`) : t('nav.label')}
      </Button>
      <nav id={id} aria-label={t('nav.label')} hidden={!open}>
        {pages.map(({ name }) => (
          <NavLink key={name} to={`/${name}`} onClick={() => setOpen(false)}>
            {t(`nav.${name}`)}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}
