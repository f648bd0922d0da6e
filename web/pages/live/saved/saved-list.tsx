import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layout, Tour, Wall } from '../../../../server/contract/wall.ts';
import { pathIds } from '../../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../../components/use-unit-tree.ts';
import { useMay } from '../../../hooks/use-rights.ts';
import { useSession } from '../../../hooks/use-session.ts';
import { useUnits } from '../../../hooks/use-units.ts';
import type { WallList } from '../../../hooks/use-walls.ts';
import { cellsOf } from '../layout/layouts.ts';
import type { Writing } from './wall-form.tsx';
import { WallRow } from './wall-row.tsx';

export interface SavedListProps {
  lists: WallList;
  /** What is shown in this window. */
  present: { wallId: string | null; tourId: string | null };
  open: (kind: 'wall' | 'tour', id: string) => void;
  write: (writing: Writing) => void;
  remove: (kind: 'wall' | 'tour', id: string) => void;
}

/** Walls and tours: one's own, then those that others share. */
export function SavedList({ lists, present, open, write, remove }: SavedListProps) {
  const { t } = useTranslation();
  const may = useMay();
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const { sites } = useUnits();
  const userId = useSession().data?.user?.id;
  const own = ({ ownerId }: Wall | Tour): boolean => ownerId === userId;
  const shownAt = (kind: 'wall' | 'tour', id: string): string | null => {
    const names = lists.sites.flatMap(({ siteId, show }) => {
      if (show?.kind !== kind || show.id !== id) return [];
      return sites.find((site) => site.id === siteId)?.name ?? [];
    });
    return names.length ? t('walls.shownAt', { sites: names.join(', ') }) : null;
  };
  const row = (writing: { kind: 'wall'; item: Wall } | { kind: 'tour'; item: Tour }) => {
    const { kind, item } = writing;
    const facts = [
      writing.kind === 'wall' ? t('walls.windows', { count: writing.item.screens.length }) : tourFacts(writing.item),
      own(item) ? '' : item.ownerName,
      item.unitId === null ? t('walls.private') : pathNames(item.unitId),
    ];
    return (
      <WallRow
        key={item.id}
        id={item.id}
        name={item.name}
        layouts={writing.kind === 'wall' ? writing.item.screens.map(({ layout }) => layout) : tourLayouts(writing.item)}
        facts={facts}
        shownAt={shownAt(kind, item.id)}
        present={item.id === (kind === 'wall' ? present.wallId : present.tourId)}
        mayWrite={own(item) || (item.unitId !== null && may('wall.share', pathIds(tree, item.unitId)))}
        open={() => open(kind, item.id)}
        edit={() => write(writing)}
        remove={() => remove(kind, item.id)}
      />
    );
  };
  const tourFacts = ({ dwell, content }: Tour): string =>
    content.kind === 'walls'
      ? t('walls.tourWalls', { count: content.wallIds.length, dwell })
      : t('walls.tourCameras', { count: content.channelIds.length, dwell });
  const tourLayouts = ({ content }: Tour): Layout[] => {
    if (content.kind === 'cameras') {
      const pages = Math.ceil(content.channelIds.length / cellsOf(content.layout).length);
      return Array.from({ length: pages }, () => content.layout);
    }
    return content.wallIds.flatMap((id) => lists.walls.find((wall) => wall.id === id)?.screens[0]?.layout ?? []);
  };
  const group = (title: string, rows: readonly ReactNode[]) =>
    rows.length > 0 && (
      <section>
        <h3>{title}</h3>
        <ul className="saved-list">{rows}</ul>
      </section>
    );
  const walls = lists.walls.map((item) => ({ kind: 'wall', item }) as const);
  return (
    <>
      {!lists.walls.length && <p className="quiet">{t('walls.none')}</p>}
      {group(t('walls.own'), walls.filter(({ item }) => own(item)).map(row))}
      {group(t('walls.shared'), walls.filter(({ item }) => !own(item)).map(row))}
      {group(
        t('walls.tours'),
        lists.tours.map((item) => row({ kind: 'tour', item })),
      )}
    </>
  );
}
