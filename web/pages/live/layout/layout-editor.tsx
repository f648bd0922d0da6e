import { Button, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomLayout, Layout } from '../../../../server/contract/wall.ts';
import { removeCell, refined, resizeGrid, splitCell } from './edit.ts';
import { LayoutBoard } from './layout-board.tsx';
import { gridOf } from './layouts.ts';
import { keepLayout } from './own-layouts.ts';

export interface LayoutEditorProps {
  /** What to begin with. */
  layout: Layout;
  close: () => void;
  /** It is kept in this browser. */
  done: (layout: CustomLayout) => void;
}

/** Makes a layout of one's own: by drawing cells and dragging their edges, or by keys. */
export default function LayoutEditor({ layout: first, close, done }: LayoutEditorProps) {
  const { t } = useTranslation();
  const [layout, change] = useState(() => (typeof first === 'string' ? refined(gridOf(first)) : first));
  const [chosen, choose] = useState(0);
  const { columns, rows, cells } = layout;
  const at = Math.min(chosen, cells.length - 1);
  const save = (): void => {
    keepLayout(layout);
    done(layout);
  };
  const size = (label: string, value: number, set: (value: number) => void) => (
    <label className="layout-size">
      {label}
      <InputNumber
        size="small"
        min={1}
        max={12}
        precision={0}
        value={value}
        onChange={(typed) => typed !== null && set(typed)}
      />
    </label>
  );
  return (
    <Modal
      open
      width={760}
      title={t('layout.edit')}
      okText={t('layout.use')}
      cancelText={t('cancel')}
      onOk={save}
      onCancel={close}
    >
      <p className="quiet">{t('layout.howTo')}</p>
      <div className="layout-edit-bar">
        {size(t('layout.columns'), columns, (value) => change(resizeGrid(layout, value, rows)))}
        {size(t('layout.rows'), rows, (value) => change(resizeGrid(layout, columns, value)))}
        <Button size="small" onClick={() => change(splitCell(layout, at, 'beside'))}>
          {t('layout.splitBeside')}
        </Button>
        <Button size="small" onClick={() => change(splitCell(layout, at, 'below'))}>
          {t('layout.splitBelow')}
        </Button>
        <Button size="small" disabled={cells.length < 2} onClick={() => change(removeCell(layout, at))}>
          {t('layout.remove')}
        </Button>
        <span role="status">{t('layout.count', { count: cells.length })}</span>
      </div>
      <LayoutBoard layout={layout} chosen={at} choose={choose} change={change} />
    </Modal>
  );
}
