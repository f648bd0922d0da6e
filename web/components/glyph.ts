import type { IconDefinition } from '@ant-design/icons-svg/es/types';

/**
 * An icon as a background image of one colour. The component of `@ant-design/icons` costs as much as ten elements, which
 * counts in the rows of a long list.
 * @param colour as `#rrggbb`
 */
export function glyphUrl({ icon }: IconDefinition, colour: string): string {
  if (typeof icon === 'function') throw new TypeError('an icon of two tones is no glyph');
  const paths = icon.children?.map(({ attrs }) => `<path d="${attrs['d']}"/>`).join('');
  const box = icon.attrs['viewBox'];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" fill="${colour}">${paths}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
