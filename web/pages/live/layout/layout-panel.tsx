import { CloseOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomLayout, Layout } from '../../../../server/contract/wall.ts';
import { writeLayout } from './layout-address.ts';
import { LayoutDrawing } from './layout-drawing.tsx';
import { layoutNames } from './layouts.ts';
import { forgetLayout, ownLayouts } from './own-layouts.ts';

/** Drawings in a row; keep with `.layout-choices` in layout.css. */
const COLUMNS = 6;
/** px */
const DRAWING = 48;

export interface LayoutPanelProps {
  value: Layout;
  choose: (layout: Layout) => void;
  edit: () => void;
}

/** All layouts, drawn small: those given, and those made in this browser. Arrows go through them, Enter takes one. */
export default function LayoutPanel({ value, choose, edit }: LayoutPanelProps) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(ownLayouts);
  const box = useRef<HTMLDivElement>(null);
  const present = writeLayout(value);
  const words = [...layoutNames, ...own.map(writeLayout)];
  const known = words.includes(present);

  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };
    const step = steps[event.key];
    const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
    const at = radios.findIndex((radio) => radio === document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    radios[Math.max(0, Math.min(at + step, radios.length - 1))]?.focus();
  };
  const forget = (layout: CustomLayout): void => {
    forgetLayout(layout);
    setOwn(ownLayouts());
  };
  const radio = (layout: Layout, label: string, first: boolean) => {
    const word = writeLayout(layout);
    return (
      <button
        type="button"
        role="radio"
        aria-checked={word === present}
        aria-label={label}
        tabIndex={word === present || (first && !known) ? 0 : -1}
        className="layout-choice"
        data-choice={word}
        onClick={() => choose(layout)}
      >
        <LayoutDrawing layout={layout} width={DRAWING} />
        <span>{typeof layout === 'string' ? layout : layout.cells.length}</span>
      </button>
    );
  };

  return (
    <div ref={box} className="layout-panel">
      <div className="layout-choices" role="radiogroup" aria-label={t('live.layout')} onKeyDown={onKeyDown}>
        {layoutNames.map((name, index) => (
          <div key={name} role="presentation">
            {radio(name, t('layout.named', { name }), index === 0)}
          </div>
        ))}
        {own.map((layout) => (
          <div key={writeLayout(layout)} className="layout-own" role="presentation">
            {radio(layout, t('layout.own', { count: layout.cells.length }), false)}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('layout.forget', { count: layout.cells.length })}
              title={t('layout.forget', { count: layout.cells.length })}
              onClick={() => forget(layout)}
            />
          </div>
        ))}
      </div>
      <div className="layout-foot">
        <span className="quiet">{t('layout.digits')}</span>
        <Button size="small" icon={<EditOutlined aria-hidden />} onClick={edit}>
          {t('layout.edit')}
        </Button>
      </div>
    </div>
  );
}
