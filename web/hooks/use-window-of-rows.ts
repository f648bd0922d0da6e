import { useEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

/** Rows drawn beyond both edges, so that scrolling shows no gap. */
const SPARE = 3;

/**
 * Which rows of a long scrolling list are worth drawing, all being of one height.
 * @param rowHeight px
 * @returns first row, the one after the last, and how many there are at most at once: row `n` may use the elements of slot
 * `n % slots` again
 */
export function useWindowOfRows(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { first: number; end: number; slots: number } {
  const [view, setView] = useState({ top: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    // Drawn in the frame that scrolls, and not in the one after it.
    const onScroll = (): void => flushSync(read);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [box]);
  // A search may leave fewer rows than were scrolled past.
  const top = Math.min(view.top, Math.max(0, count * rowHeight - view.height));
  return {
    first: Math.max(0, Math.floor(top / rowHeight) - SPARE),
    end: Math.min(count, Math.ceil((top + view.height) / rowHeight) + SPARE),
    slots: Math.ceil(view.height / rowHeight) + 2 * SPARE + 1,
  };
}
