import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Layout } from '../../../../server/contract/wall.ts';
import { LayoutDrawing } from '../layout/layout-drawing.tsx';

/** Drawings of windows in a row; further ones are counted. */
const DRAWN = 3;

export interface WallRowProps {
  id: string;
  name: string;
  /** Of its windows, or of a tour's pages. */
  layouts: readonly Layout[];
  /** Owner, unit, what it holds, in words. */
  facts: readonly string[];
  /** Sites that show it by themselves, in words; null: none. */
  shownAt: string | null;
  present: boolean;
  mayWrite: boolean;
  open: () => void;
  edit: () => void;
  remove: () => void;
}

/** A saved wall or tour. */
export function WallRow({ id, name, layouts, facts, shownAt, present, mayWrite, ...acts }: WallRowProps) {
  const { t } = useTranslation();
  return (
    <li className="saved-row" data-wall={id} data-present={present || undefined}>
      <button type="button" className="saved-open" aria-current={present || undefined} onClick={acts.open}>
        <span className="saved-drawings" aria-hidden="true">
          {layouts.slice(0, DRAWN).map((layout, index) => (
            <LayoutDrawing key={index} layout={layout} width={32} />
          ))}
        </span>
        <span className="saved-words">
          <strong>{name}</strong>
          <span className="quiet">{facts.filter(Boolean).join(' · ')}</span>
          {shownAt && <span className="tag">{shownAt}</span>}
        </span>
      </button>
      {mayWrite && (
        <span className="saved-acts">
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={t('walls.editNamed', { name })}
            title={t('walls.edit')}
            onClick={acts.edit}
          />
          <Popconfirm
            title={t('walls.removeSure', { name })}
            okText={t('walls.remove')}
            cancelText={t('cancel')}
            okButtonProps={{ danger: true }}
            onConfirm={acts.remove}
          >
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('walls.removeNamed', { name })}
              title={t('walls.remove')}
            />
          </Popconfirm>
        </span>
      )}
    </li>
  );
}
