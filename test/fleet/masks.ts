import { escapeXml, field } from './onvif-xml.ts';
import type { Point } from './painter.ts';
import type { Faults } from './faults.ts';

/** Video source configuration of every camera of the fleet: what its masks hang on. */
const CONFIGURATION = 'vs_1';
const MOST = 8;
const MOST_CORNERS = 8;

interface Mask {
  /** ONVIF's coordinates: -1 to 1, x to the right, y up. */
  corners: readonly Point[];
  type: string;
  enabled: boolean;
}

/** The privacy masks that a device keeps (ONVIF Media2, section 5.14) and draws into its streams. */
export class MaskStore {
  readonly #masks = new Map<string, Mask>();
  readonly #fault: () => Faults['masks'];
  readonly #changed: () => void;
  #last = 0;

  /** @param changed told after each change of what is drawn */
  constructor(fault: () => Faults['masks'], changed: () => void) {
    this.#fault = fault;
    this.#changed = changed;
  }

  /** As the picture is painted: a stage of 1280x720, y down. */
  get drawn(): Point[][] {
    return [...this.#masks.values()]
      .filter(({ enabled }) => enabled)
      .map(({ corners }) => corners.map(([x, y]) => [(x + 1) * 640, (1 - y) * 360]));
  }

  get size(): number {
    return this.#masks.size;
  }

  list(): [token: string, mask: Mask][] {
    return [...this.#masks];
  }

  /** @returns its token, or null where it is refused */
  create(mask: Mask): string | null {
    if (this.#fault() === 'full' || this.#masks.size >= MOST) return null;
    const token = `mask_${++this.#last}`;
    this.#keep(token, mask);
    return token;
  }

  /** @returns whether there is such a mask */
  change(token: string, mask: Mask): boolean {
    if (!this.#masks.has(token)) return false;
    this.#keep(token, mask);
    return true;
  }

  /** @returns whether there was such a mask */
  remove(token: string): boolean {
    const known = this.#masks.delete(token);
    if (known) this.#changed();
    return known;
  }

  #keep(token: string, mask: Mask): void {
    const fault = this.#fault();
    if (fault === 'forgotten') return;
    const half = mask.corners.map(([x, y]): Point => [x / 2, y / 2]);
    this.#masks.set(token, fault === 'smaller' ? { ...mask, corners: half } : mask);
    this.#changed();
  }
}

/** Answers an operation on masks, in canonical prefixes; null where it is refused or not known. */
export function answerMask(store: MaskStore, { operation, body }: { operation: string; body: string }): string | null {
  switch (operation) {
    case 'GetMaskOptions':
      return `<tr2:Options RectangleOnly="false" SingleColorOnly="true"><tr2:MaxMasks>${MOST}</tr2:MaxMasks>
<tr2:MaxPoints>${MOST_CORNERS}</tr2:MaxPoints><tr2:Types>Color</tr2:Types></tr2:Options>`;
    case 'GetMasks':
      return store.list().map(write).join('');
    case 'CreateMask': {
      const mask = read(body);
      const token = mask && store.create(mask);
      return token && `<tr2:Token>${token}</tr2:Token>`;
    }
    case 'SetMask': {
      const mask = read(body);
      const token = /<(?:[\w.-]+:)?Mask\s[^>]*token="([^"]*)"/.exec(body)?.[1] ?? '';
      return mask && store.change(token, mask) ? '' : null;
    }
    case 'DeleteMask':
      return store.remove(field(body, 'Token')) ? '' : null;
    default:
      return null;
  }
}

function write([token, { corners, type, enabled }]: [string, Mask]): string {
  const points = corners.map(([x, y]) => `<tt:Point x="${x}" y="${y}"/>`).join('');
  return `<tr2:Masks token="${token}"><tr2:ConfigurationToken>${CONFIGURATION}</tr2:ConfigurationToken>
<tr2:Polygon>${points}</tr2:Polygon><tr2:Type>${escapeXml(type)}</tr2:Type><tr2:Enabled>${enabled}</tr2:Enabled></tr2:Masks>`;
}

/** Null where it is no mask that this device can draw. */
function read(body: string): Mask | null {
  const corners = [...body.matchAll(/<(?:[\w.-]+:)?Point\s([^>]*)>/g)].map(([, text = '']): Point => {
    const value = (name: string): number => Number(new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? NaN);
    return [value('x'), value('y')];
  });
  if (field(body, 'ConfigurationToken') !== CONFIGURATION) return null;
  if (corners.length < 3 || corners.length > MOST_CORNERS) return null;
  if (!corners.flat().every((value) => Math.abs(value) <= 1)) return null;
  return { corners, type: field(body, 'Type'), enabled: field(body, 'Enabled') === 'true' };
}
