import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layout } from '../../../../server/contract/wall.ts';
import { LayoutDrawing } from './layout-drawing.tsx';
import './layout.css';

const LayoutPanel = lazy(() => import('./layout-panel.tsx'));

export interface LayoutButtonProps {
  value: Layout;
  open: boolean;
  setOpen: (open: boolean) => void;
  choose: (layout: Layout) => void;
  edit: () => void;
}

/** The present layout; behind it, all of them. */
export function LayoutButton({ value, open, setOpen, choose, edit }: LayoutButtonProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const was = useRef(false);
  useEffect(() => {
    // Back to where one came from, unless one has gone elsewhere.
    if (was.current && !open && document.activeElement === document.body) box.current?.querySelector('button')?.focus();
    was.current = open;
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.preventDefault();
    setOpen(false);
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (open && relatedTarget && !box.current?.contains(relatedTarget)) setOpen(false);
  };
  const name = typeof value === 'string' ? value : t('layout.ownShort', { count: value.cells.length });
  return (
    <div ref={box} className="layout-menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <Button
        size="small"
        icon={<LayoutDrawing layout={value} width={23} />}
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={t('layout.present', { name })}
        title={`${t('live.layout')} (L)`}
        onClick={() => setOpen(!open)}
      >
        {name}
      </Button>
      {open && (
        <Suspense>
          <div className="layout-drop" role="dialog" aria-label={t('live.layout')}>
            <LayoutPanel value={value} choose={choose} edit={edit} />
          </div>
        </Suspense>
      )}
    </div>
  );
}
