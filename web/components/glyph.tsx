import type { IconDefinition } from '@ant-design/icons-svg/es/types';

/**
 * An icon of one colour, that of the text beside it. The component of `@ant-design/icons` costs as much as ten elements,
 * which counts where a wall of 36 tiles has seven icons on each.
 */
export function Glyph({ of: { icon } }: { of: IconDefinition }) {
  if (typeof icon === 'function') throw new TypeError('an icon of two tones is no glyph');
  return (
    <svg viewBox={icon.attrs['viewBox']} width="1em" height="1em" fill="currentColor" aria-hidden="true">
      {icon.children?.map(({ attrs }, index) => (
        <path key={index} d={attrs['d']} />
      ))}
    </svg>
  );
}
