import { useEffect, useState, type RefObject } from 'react';

/** The pad covers no more than a corner of a tile of this size, px. */
const ROOMY = { width: 560, height: 400 };

/** Whether a tile has room for the pad; else it lies beside the pictures, over the page. */
export function useRoomy(tile: RefObject<HTMLElement | null>): boolean {
  const [roomy, setRoomy] = useState(false);
  useEffect(() => {
    const element = tile.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoomy(element.clientWidth >= ROOMY.width && element.clientHeight >= ROOMY.height),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [tile]);
  return roomy;
}
