import type { LayoutName } from '../../../../server/contract/wall.ts';
import { layoutNames } from './layouts.ts';

/** What the digits that were typed so far choose. */
export interface Typed {
  layout: LayoutName | null;
  /** More digits may follow these; empty: none can. */
  pending: string;
}

/** One more digit: `1` `6` is sixteen, `2` `8` is `2+8`. What leads nowhere begins anew. */
export function typeDigit(before: string, digit: string): Typed {
  const typed = before + digit;
  const fitting = layoutNames.filter((name) => digitsOf(name).startsWith(typed));
  if (!fitting.length) return before ? typeDigit('', digit) : { layout: null, pending: '' };
  return {
    layout: fitting.find((name) => digitsOf(name) === typed) ?? null,
    pending: fitting.some((name) => digitsOf(name) !== typed) ? typed : '',
  };
}

/** The keys that choose a layout. */
export function digitsOf(name: LayoutName): string {
  return name.replace('+', '');
}
