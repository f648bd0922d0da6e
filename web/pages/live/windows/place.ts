/** Where a window stands on the desktop, CSS px. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

const STORED = 'hub.window.';

/** Where a wall's window stood last in this browser; null: it was never open. */
export function rememberedPlace(window: number): Place | null {
  return readPlace(localStorage.getItem(`${STORED}${window}`));
}

/** Remembers where this window stands, whenever it is left or its size changes. @returns the function that ends it */
export function rememberPlace(number: number): () => void {
  const keep = (): void => {
    const { screenX, screenY, outerWidth, outerHeight } = window;
    localStorage.setItem(`${STORED}${number}`, [screenX, screenY, outerWidth, outerHeight].join(','));
  };
  addEventListener('pagehide', keep);
  addEventListener('resize', keep);
  return () => {
    removeEventListener('pagehide', keep);
    removeEventListener('resize', keep);
  };
}

/** Reads what was remembered; null where it makes no sense. */
export function readPlace(words: string | null): Place | null {
  const numbers = (words ?? '').split(',').map((word) => (word ? Number(word) : NaN));
  const [left = NaN, top = NaN, width = NaN, height = NaN] = numbers;
  const sound = numbers.length === 4 && numbers.every(Number.isInteger) && width >= 100 && height >= 100;
  return sound ? { left, top, width, height } : null;
}
