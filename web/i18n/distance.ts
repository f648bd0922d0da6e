import type { TFunction } from 'i18next';

/** A distance as people say it: metres to ten below one kilometre, then kilometres with one decimal. @param metres m */
export function formatDistance(metres: number, t: TFunction): string {
  if (metres < 995) return t('distance.metres', { count: Math.round(metres / 10) * 10 });
  const kilometres = metres / 1000;
  return t('distance.kilometres', { figure: kilometres.toFixed(kilometres < 100 ? 1 : 0) });
}
