import type { Layout } from '../../../../server/contract/wall.ts';
import { gridOf } from './layouts.ts';

/** A small drawing of a layout, 16:9. @param width px */
export function LayoutDrawing({ layout, width }: { layout: Layout; width: number }) {
  const { columns, rows, cells } = gridOf(layout);
  const height = Math.round((width * 9) / 16);
  const gap = 1;
  const [stepX, stepY] = [(width + gap) / columns, (height + gap) / rows];
  return (
    <svg className="layout-drawing" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {cells.map(({ x, y, w, h }) => (
        <rect key={`${x}.${y}`} x={x * stepX} y={y * stepY} width={w * stepX - gap} height={h * stepY - gap} />
      ))}
    </svg>
  );
}
