import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_SCREENS, type Screen } from '../../../../server/contract/wall.ts';
import type { UsedWall } from '../use-wall.ts';
import { openWindow } from './open-window.ts';
import { rememberPlace } from './place.ts';
import { useWindows } from './use-windows.ts';

export interface WallWindow {
  /** Opens the next window of the wall that is not open: a saved one first. */
  openNext: () => void;
  open: (window: number) => void;
  /** What the other windows show that are open. */
  others: ReadonlyMap<number, Screen>;
  tellSaved: (wallId: string) => void;
}

/** This window as one of the wall's: its place is remembered, its title says which it is. */
export function useWallWindow({ used, say }: { used: UsedWall; say: (notice: unknown) => void }): WallWindow {
  const { t } = useTranslation();
  const { wall, saved, change } = used;
  const { others, tellSaved } = useWindows(wall, (wallId) => change((before) => ({ ...before, wallId })));
  const { window: number, wallId } = wall;
  useEffect(() => rememberPlace(number), [number]);

  const title = [saved?.name, number ? t('windows.named', { number: number + 1 }) : null, t('product')];
  const words = title.filter(Boolean).join(' · ');
  useEffect(() => {
    const before = document.title;
    document.title = words;
    return () => {
      document.title = before;
    };
  }, [words]);

  const open = (next: number): void => {
    const query = `${wallId === null ? 'layout=4' : `wall=${wallId}`}${next ? `&screen=${next + 1}` : ''}`;
    openWindow(next, query).then((opened) => {
      if (!opened) say(t('windows.blocked'));
    }, say);
  };
  return {
    open,
    openNext: () => {
      const numbers = Array.from({ length: MOST_SCREENS }, (_, index) => index);
      const free = numbers.find((at) => at !== number && !others.has(at));
      if (free === undefined) say(t('windows.most', { count: MOST_SCREENS }));
      else open(free);
    },
    others,
    tellSaved,
  };
}
