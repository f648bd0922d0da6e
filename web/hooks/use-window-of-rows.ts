import { useEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond both edges, so that scrolling shows no gap. */
const SPARE = 8;

/**
 * Which rows of a long scrolling list are worth drawing, all being of one height.
 * @param rowHeight px
 * @returns first row, and the one after the last
 */
export function useWindowOfRows(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { first: number; end: number } {
  const [view, setView] = useState({ top: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [box]);
  // A search may leave fewer rows than were scrolled past.
  const top = Math.min(view.top, Math.max(0, count * rowHeight - view.height));
  return {
    first: Math.max(0, Math.floor(top / rowHeight) - SPARE),
    end: Math.min(count, Math.ceil((top + view.height) / rowHeight) + SPARE),
  };
}
