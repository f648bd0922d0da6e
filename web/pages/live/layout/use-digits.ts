import { useEffect, useRef, useState } from 'react';
import type { LayoutName } from '../../../../server/contract/wall.ts';
import { typeDigit } from './layout-keys.ts';

/** After `1`, a second digit comes within this time, ms, or one picture is meant. */
const SECOND_MS = 350;
/** After `2` or `3`, which mean nothing alone. */
const FORGET_MS = 1_500;

/**
 * Layouts by digits.
 * @returns what is typed so far and waits for a second digit, and what takes a digit
 */
export function useDigits(choose: (layout: LayoutName) => void): [string, (digit: string) => void] {
  const [shown, show] = useState('');
  const pending = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const wait = (typed: string): void => {
    pending.current = typed;
    show(typed);
  };
  const type = (digit: string): void => {
    clearTimeout(timer.current);
    const typed = typeDigit(pending.current, digit);
    wait(typed.pending);
    const { layout } = typed;
    if (!typed.pending) {
      if (layout) choose(layout);
      return;
    }
    const settle = (): void => {
      wait('');
      if (layout) choose(layout);
    };
    timer.current = setTimeout(settle, layout ? SECOND_MS : FORGET_MS);
  };
  return [shown, type];
}
