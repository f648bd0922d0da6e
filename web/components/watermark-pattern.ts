import { toHubTime } from '../api/hub-clock.ts';
import { formatStamp } from '../i18n/format.ts';

const SVG = 'http://www.w3.org/2000/svg' as const;
/** What pictures fill themselves with. */
export const PATTERN_ID = 'watermark';
/** One cell of the pattern, px: small enough that the smallest tile shows whole ones. */
const CELL = { width: '270', height: '130' };
/** Where the words stand in it, px: who, when, and both again. */
const LINES = [
  [8, 24],
  [8, 42],
  [70, 84],
  [70, 102],
] as const;

let holders = 0;
let drawn: { root: SVGElement; timer: ReturnType<typeof setInterval> } | null = null;

/**
 * One pattern for all pictures of the page: who looks, and when by the hub's clock. Drawn for each of them anew it would be the
 * most work of a wall that changes.
 * @returns ends it, with the last who holds it
 */
export function holdPattern(who: string): () => void {
  holders++;
  drawn ??= draw(who);
  return () => {
    if (--holders > 0 || !drawn) return;
    clearInterval(drawn.timer);
    drawn.root.remove();
    drawn = null;
  };
}

function draw(who: string): NonNullable<typeof drawn> {
  const root = element('svg', { width: '0', height: '0', 'aria-hidden': 'true', style: 'position:absolute' });
  const pattern = element('pattern', {
    id: PATTERN_ID,
    ...CELL,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(-24)',
  });
  const texts = LINES.map(([x, y]) => element('text', { x: String(x), y: String(y), class: 'watermark-text' }));
  const write = (): void => {
    const when = formatStamp(toHubTime(Date.now()));
    texts.forEach((text, line) => (text.textContent = line % 2 === 0 ? who : when));
  };
  write();
  pattern.append(...texts);
  root.append(pattern);
  document.body.append(root);
  return { root, timer: setInterval(write, 1000) };
}

function element(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
