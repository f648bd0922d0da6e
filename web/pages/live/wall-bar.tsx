import {
  AppstoreOutlined,
  BlockOutlined,
  ExpandOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  QuestionOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layout } from '../../../server/contract/wall.ts';
import { LayoutButton } from './layout/layout-button.tsx';
import { RateLine } from './rate-line.tsx';

export interface WallBarProps {
  /** Of the list of cameras. */
  side: boolean;
  toggleSide: () => void;
  layout: Layout;
  layouts: boolean;
  setLayouts: (open: boolean) => void;
  choose: (layout: Layout) => void;
  edit: () => void;
  /** Of the saved wall; null: it is not saved. */
  name: string | null;
  /** It is not as it was saved. */
  changed: boolean;
  openWalls: () => void;
  /** Absent: no further windows, as on a telephone. */
  openWindow?: (() => void) | undefined;
  fullScreen: () => void;
  help: () => void;
}

/** What the wall as a whole can do, in one short line. */
export function WallBar(props: WallBarProps) {
  const { side, layout, layouts, setLayouts, choose, edit, name, changed, openWindow } = props;
  const { t } = useTranslation();
  return (
    <div className="wall-bar" role="toolbar" aria-label={t('live.bar')}>
      <IconButton
        label={t(side ? 'live.listHide' : 'live.listShow')}
        keyName="B"
        icon={side ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />}
        act={props.toggleSide}
      />
      <LayoutButton value={layout} open={layouts} setOpen={setLayouts} choose={choose} edit={edit} />
      <Button
        className="wall-name"
        size="small"
        icon={<AppstoreOutlined aria-hidden />}
        title={`${t('walls.title')} (W)`}
        onClick={props.openWalls}
      >
        <span>{name ?? t('walls.title')}</span>
        {changed && <em>{t('walls.changed')}</em>}
      </Button>
      {openWindow && <IconButton label={t('windows.open')} keyName="N" icon={<BlockOutlined />} act={openWindow} />}
      <IconButton label={t('live.fullScreen')} keyName="Shift F" icon={<ExpandOutlined />} act={props.fullScreen} />
      <IconButton label={t('keys.title')} keyName="?" icon={<QuestionOutlined />} act={props.help} />
      <RateLine />
    </div>
  );
}

function IconButton(props: { label: string; keyName: string; icon: ReactNode; act: () => void }) {
  const { label, keyName, icon, act } = props;
  return (
    <Button type="text" size="small" icon={icon} aria-label={label} title={`${label} (${keyName})`} onClick={act} />
  );
}
