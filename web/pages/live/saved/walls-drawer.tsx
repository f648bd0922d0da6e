import { PlusOutlined, SaveOutlined, SyncOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathIds } from '../../../components/unit-tree.ts';
import { useUnitTree } from '../../../components/use-unit-tree.ts';
import { Problem } from '../../../components/problem.tsx';
import { useMay } from '../../../hooks/use-rights.ts';
import { useSession } from '../../../hooks/use-session.ts';
import type { WallList } from '../../../hooks/use-walls.ts';
import type { UsedWall } from '../use-wall.ts';
import type { WallState } from '../wall.ts';
import type { WallWindow } from '../windows/use-wall-window.ts';
import { WindowButtons } from '../windows/window-buttons.tsx';
import { SavedList } from './saved-list.tsx';
import { gather, kept } from './screens.ts';
import { useSaving } from './use-saving.ts';
import type { Writing } from './wall-form.tsx';
import './saved.css';

const WallForm = lazy(() => import('./wall-form.tsx'));

export interface WallsDrawerProps {
  used: UsedWall;
  /** Undefined: not known (yet). */
  lists: WallList | undefined;
  windows: WallWindow;
  close: () => void;
}

/** What is kept of walls: save this one, open another, its windows, tours. */
export default function WallsDrawer({ used, lists, windows, close }: WallsDrawerProps) {
  const { t } = useTranslation();
  const may = useMay();
  const tree = useUnitTree();
  const userId = useSession().data?.user?.id;
  const saving = useSaving();
  const [writing, setWriting] = useState<Writing | null>(null);
  const { wall, saved, changed, change } = used;
  const mayWrite =
    saved !== null &&
    (saved.ownerId === userId || (saved.unitId !== null && may('wall.share', pathIds(tree, saved.unitId))));

  const save = async (): Promise<void> => {
    if (!saved) return;
    const { name, unitId } = saved;
    const screens = gather(saved.screens, windows.others, wall);
    if (await saving.saveWall(saved.id, { name, unitId, screens })) change(asKept);
  };
  const open = (kind: 'wall' | 'tour', id: string): void => {
    close();
    used.open(`${kind}=${id}`);
  };
  const written = (id: string): void => {
    // A new wall is what is shown already.
    if (writing?.kind === 'wall' && !writing.item) {
      windows.tellSaved(id);
      change((before) => ({ ...asKept(before), wallId: id }));
    }
    setWriting(null);
  };

  return (
    <Drawer open className="saved" placement="left" size={400} title={t('walls.title')} onClose={close}>
      <section className="saved-present" aria-label={t('walls.present')}>
        <p>
          <strong>{saved?.name ?? t('walls.unsaved')}</strong>
          {changed && <span className="tag">{t('walls.changed')}</span>}
        </p>
        <div className="saved-bar">
          {saved && (
            <Button
              size="small"
              type={changed ? 'primary' : 'default'}
              icon={<SaveOutlined aria-hidden />}
              disabled={!mayWrite}
              loading={saving.busy}
              onClick={() => void save()}
            >
              {t('walls.save')}
            </Button>
          )}
          <Button
            size="small"
            type={saved ? 'default' : 'primary'}
            icon={<SaveOutlined aria-hidden />}
            disabled={!lists}
            onClick={() => setWriting({ kind: 'wall', item: null })}
          >
            {t('walls.saveAs')}
          </Button>
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              close();
              used.open('layout=4');
            }}
          >
            {t('walls.empty')}
          </Button>
          <Button
            size="small"
            icon={<SyncOutlined aria-hidden />}
            disabled={!lists}
            onClick={() => setWriting({ kind: 'tour', item: null })}
          >
            {t('walls.newTour')}
          </Button>
        </div>
        <WindowButtons window={wall.window} saved={saved?.screens.length ?? 1} windows={windows} />
        {saving.problem && <Problem error={saving.problem} />}
      </section>
      {lists && (
        <SavedList
          lists={lists}
          present={wall}
          open={open}
          write={setWriting}
          remove={(kind, id) => void saving.remove(kind, id)}
        />
      )}
      <Suspense>
        {writing && lists && (
          <WallForm
            writing={writing}
            used={used}
            lists={lists}
            windows={windows}
            close={() => setWriting(null)}
            saved={written}
          />
        )}
      </Suspense>
    </Drawer>
  );
}

/** What was not kept is not shown any more. */
function asKept(wall: WallState): WallState {
  const { layout } = wall.screen;
  return { ...wall, screen: kept(wall.screen, wall.selected), selected: layout === '1' ? 0 : wall.selected };
}
