import type { CSSProperties, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell } from '../../../server/contract/wall.ts';
import { cellsOf, gridOf } from './layout/layouts.ts';
import { writeLayout } from './layout/layout-address.ts';
import { shownTiles, type WallState } from './wall.ts';

export interface WallGridProps {
  wall: WallState;
  ref: Ref<HTMLDivElement>;
  tile: (index: number) => ReactNode;
}

/**
 * The tiles in the cells of their layout. A maximised one lies on all others, which keep their size out of sight: so their
 * pictures rest, and are there again at once. A channel keeps its picture wherever it goes on the wall.
 */
export function WallGrid({ wall, ref, tile }: WallGridProps) {
  const { t } = useTranslation();
  const { screen, selected, maximised } = wall;
  const { columns, rows } = gridOf(screen.layout);
  const cells = cellsOf(screen.layout);
  const shown = shownTiles(wall);
  return (
    <div
      ref={ref}
      className="wall"
      data-layout={writeLayout(screen.layout)}
      data-many={(shown.length > 1 && !maximised) || undefined}
      role="group"
      aria-label={t('live.wall')}
      style={{
        gridTemplate: `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {shown.map((index, at) => (
        <div
          key={screen.tiles[index] ?? index}
          className="wall-cell"
          data-maximised={(maximised && index === selected) || undefined}
          data-behind={(maximised && index !== selected) || undefined}
          inert={maximised && index !== selected}
          style={areaOf(cells[at])}
        >
          {tile(index)}
        </div>
      ))}
    </div>
  );
}

function areaOf(cell: Cell | undefined): CSSProperties {
  if (!cell) return {};
  const { x, y, w, h } = cell;
  return { gridArea: `${y + 1} / ${x + 1} / span ${h} / span ${w}` };
}
