import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../../server/contract/camera.ts';
import { profileWords } from '../profiles.tsx';

/** Keys of what a row's buttons are called: short, and with the camera's name. */
const acts = {
  watch: ['camera.watch', 'camera.watchNamed'],
  picture: ['camera.testPicture', 'camera.testPictureNamed'],
  mask: ['masks.open', 'masks.openNamed'],
  edit: ['camera.edit', 'camera.editNamed'],
  remove: ['camera.remove', 'camera.removeNamed'],
} as const;

export type RowAct = keyof typeof acts;

/** Texts of all rows, looked up once: twenty look-ups in each of thirty rows would be half of what a key may take. */
export interface RowWords {
  t: TFunction;
  title: Readonly<Record<RowAct, string>>;
  named: (act: RowAct, name: string) => string;
  select: (name: string) => string;
  profile: (profile: Profile) => string;
}

/** The same object until the language changes. */
export function useRowWords(): RowWords {
  const { t } = useTranslation();
  return useMemo(() => rowWords(t), [t]);
}

const PLACE = '\u0000';

function rowWords(t: TFunction): RowWords {
  const all = (part: 0 | 1) =>
    Object.fromEntries(Object.entries(acts).map(([act, keys]) => [act, t(keys[part], { name: PLACE })])) as Record<
      RowAct,
      string
    >;
  const named = all(1);
  const select = t('cameras.select', { name: PLACE });
  const known = new WeakMap<Profile, string>();
  return {
    t,
    title: all(0),
    named: (act, name) => named[act].replace(PLACE, () => name),
    select: (name) => select.replace(PLACE, () => name),
    profile: (profile) => {
      const words = known.get(profile) ?? profileWords(profile, t);
      known.set(profile, words);
      return words;
    },
  };
}
