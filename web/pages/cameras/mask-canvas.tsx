import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mask } from '../../../server/contract/camera.ts';
import { type Corner, cornerAt, moved, pointsOf, rectangle } from './mask-shapes.ts';

/** Width of the drawing's own coordinates. */
const WIDTH = 1600;
/** How far an arrow key moves a mask, in parts of the picture. */
const STEP = 0.01;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

export interface MaskCanvasProps {
  /** Of the test picture; null: none was taken. */
  picture: string | null;
  /** Height of the picture by its width. */
  ratio: number;
  masks: readonly Mask[];
  selected: number | null;
  /** Corners clicked so far for a polygon that is not closed yet. */
  corners: readonly Corner[];
  select: (index: number | null) => void;
  change: (index: number, mask: Mask) => void;
  remove: (index: number) => void;
  addRectangle: (corners: Corner[]) => void;
  addCorner: (corner: Corner) => void;
}

/** The picture with its masks: a drag draws a rectangle, clicks set corners. */
export function MaskCanvas(props: MaskCanvasProps) {
  const { picture, ratio, masks, selected, corners, select, change, remove, addRectangle, addCorner } = props;
  const { t } = useTranslation();
  const [drag, setDrag] = useState<{ from: Corner; to: Corner } | null>(null);
  const height = WIDTH * ratio;
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>): Corner =>
    cornerAt(clientX, clientY, currentTarget.getBoundingClientRect());

  const down = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: at(event), to: at(event) });
  };
  const up = (event: PointerEvent<SVGSVGElement>): void => {
    if (!drag) return;
    setDrag(null);
    const drawn = rectangle(drag.from, at(event));
    if (drawn) addRectangle(drawn);
    else addCorner(drag.from);
  };
  const key = (event: KeyboardEvent, index: number, mask: Mask): void => {
    const arrow = arrows[event.key];
    if (arrow) change(index, moved(mask, ...arrow));
    else if (event.key === 'Delete') remove(index);
    else return;
    event.preventDefault();
  };
  const draft = drag && rectangle(drag.from, drag.to);

  return (
    <svg
      className="mask-canvas"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="group"
      aria-label={t('masks.canvas')}
      onPointerDown={down}
      onPointerMove={(event) => drag && setDrag({ ...drag, to: at(event) })}
      onPointerUp={up}
      onPointerCancel={() => setDrag(null)}
    >
      {picture && <image href={picture} width={WIDTH} height={height} preserveAspectRatio="none" />}
      {masks.map((mask, index) => (
        <polygon
          key={index}
          points={pointsOf(mask.corners, WIDTH, height)}
          data-mask={index}
          data-selected={index === selected || undefined}
          tabIndex={0}
          role="button"
          aria-pressed={index === selected}
          aria-label={mask.name || t('masks.named', { number: index + 1 })}
          onFocus={() => select(index)}
          onKeyDown={(event) => key(event, index, mask)}
        />
      ))}
      {draft && <polygon className="mask-draft" points={pointsOf(draft, WIDTH, height)} />}
      {corners.length > 1 && <polyline className="mask-draft" points={pointsOf(corners, WIDTH, height)} />}
      {corners.map(({ x, y }, index) => (
        <circle key={index} className="mask-draft" cx={x * WIDTH} cy={y * height} r="9" />
      ))}
    </svg>
  );
}
