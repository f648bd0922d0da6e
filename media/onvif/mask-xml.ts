import { boundsOf, cross, goesRoundOnce, type MaskShape } from '../mask.ts';
import { escapeXml, type XmlElement } from './xml.ts';

/** Longer tokens are not ONVIF's. */
const MAX_TOKEN = 128;
const MAX_MASKS = 64;
const MAX_CORNERS = 64;

/** How far a device may move a corner, in parts of the picture and of the mask: their grids are coarse. */
const TOLERANCE = { picture: 0.015, mask: 0.1 };

/** A mask as a device tells it. */
export interface DeviceMask {
  token: string;
  /** The video source configuration that it hangs on. */
  configuration: string;
  shape: MaskShape;
  enabled: boolean;
}

/** What masks a device can draw (Media2 MaskOptions). */
export interface MaskAbility {
  rectanglesOnly: boolean;
  maxCorners: number;
  type: string;
}

/** The masks in a GetMasksResponse; what makes no sense is left out. */
export function readMasks(response: XmlElement): DeviceMask[] {
  return response
    .all('Masks')
    .slice(0, MAX_MASKS)
    .flatMap((mask) => {
      const token = mask.attribute('token');
      const points = mask.find('Polygon')?.all('Point').slice(0, MAX_CORNERS) ?? [];
      const shape = points.map((point) => ({
        x: (coordinate(point.attribute('x')) + 1) / 2,
        y: (1 - coordinate(point.attribute('y'))) / 2,
      }));
      if (!isToken(token) || !shape.every(({ x, y }) => Number.isFinite(x + y))) return [];
      const enabled = ['true', '1'].includes(mask.textOf('Enabled'));
      return [{ token, configuration: mask.textOf('ConfigurationToken'), shape, enabled }];
    });
}

/** The options in a GetMaskOptionsResponse; a device that tells none is taken at its word when it answers. */
export function readAbility(response: XmlElement | undefined): MaskAbility {
  const options = response?.find('Options');
  const maxCorners = Number(options?.textOf('MaxPoints') || NaN);
  const types = (options?.all('Types') ?? []).flatMap(({ text }) => text.split(/\s+/));
  return {
    rectanglesOnly: ['true', '1'].includes(options?.attribute('RectangleOnly') ?? ''),
    maxCorners: Number.isInteger(maxCorners) && maxCorners >= 4 ? maxCorners : MAX_CORNERS,
    // A plain colour hides best; what else there is, is better than nothing.
    type: ['Color', 'Pixelated', 'Blurred'].find((type) => types.includes(type)) ?? 'Color',
  };
}

/** The shape that such a device can draw: the same, or the rectangle around it. */
export function drawable(shape: MaskShape, { rectanglesOnly, maxCorners }: MaskAbility): MaskShape {
  if (!rectanglesOnly && shape.length <= maxCorners) return shape;
  const { left, top, right, bottom } = boundsOf(shape);
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** A Mask element for CreateMask (no token) or SetMask, in ONVIF's coordinates: -1 to 1, y up. */
export function writeMask(shape: MaskShape, configuration: string, { type }: MaskAbility, token?: string): string {
  const points = shape.map(({ x, y }) => `<tt:Point x="${decimal(x * 2 - 1)}" y="${decimal(1 - y * 2)}"/>`);
  return (
    `<Mask${token === undefined ? '' : ` token="${escapeXml(token)}"`}>` +
    `<ConfigurationToken>${escapeXml(configuration)}</ConfigurationToken>` +
    `<Polygon>${points.join('')}</Polygon><Type>${escapeXml(type)}</Type><Enabled>true</Enabled></Mask>`
  );
}

/**
 * Whether the mask that a device tells hides the whole shape, but for what its grid may cost at the edge. A dented one
 * counts as smaller than it is.
 */
export function hides({ shape, enabled }: DeviceMask, wanted: MaskShape): boolean {
  if (!enabled || !goesRoundOnce(shape)) return false;
  const way = shape.reduce((sum, corner, at) => {
    const next = shape[(at + 1) % shape.length] ?? corner;
    return sum + corner.x * next.y - next.x * corner.y;
  }, 0);
  const { left, top, right, bottom } = boundsOf(wanted);
  const tolerance = Math.min(TOLERANCE.picture, TOLERANCE.mask * Math.min(right - left, bottom - top));
  return wanted.every((point) =>
    shape.every((corner, at) => {
      const next = shape[(at + 1) % shape.length] ?? corner;
      const length = Math.hypot(next.x - corner.x, next.y - corner.y);
      // Distance from the edge, outwards.
      return length === 0 || -Math.sign(way) * cross(corner, next, point) <= tolerance * length;
    }),
  );
}

export function isToken(token: string): boolean {
  return token !== '' && token.length <= MAX_TOKEN;
}

function coordinate(text: string): number {
  const value = Number(text === '' ? NaN : text);
  return Math.abs(value) <= 2 ? value : NaN;
}

/** xs:float allows exponents, devices' parsers may not. */
function decimal(value: number): string {
  return value.toFixed(5);
}
