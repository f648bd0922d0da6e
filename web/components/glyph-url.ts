import type { IconDefinition } from '@ant-design/icons-svg/es/types';

/**
 * An icon as a background image of one colour. The component of `@ant-design/icons` costs as much as ten elements, and a
 * drawing as much paint as the words beside it, which counts in the rows of a long list: so a bitmap, as fine as the screen.
 * @param colour as `#rrggbb`
 * @param size px
 */
export function glyphUrl({ icon }: IconDefinition, colour: string, size: number): string {
  if (typeof icon === 'function') throw new TypeError('an icon of two tones is no glyph');
  const [left = 0, top = 0, width = 1] = (icon.attrs['viewBox'] ?? '').split(' ').map(Number);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(size * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no bitmaps');
  context.scale(canvas.width / width, canvas.width / width);
  context.translate(-left, -top);
  context.fillStyle = colour;
  for (const { attrs } of icon.children ?? []) context.fill(new Path2D(attrs['d']));
  return `url("${canvas.toDataURL()}")`;
}
