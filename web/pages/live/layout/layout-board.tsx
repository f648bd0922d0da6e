import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell, CustomLayout } from '../../../../server/contract/wall.ts';
import { drawnCell, lineAt, pointOn, type Point } from './board.ts';
import { drawCell, edgeOf, moveEdge, removeCell, splitCell, type Edge } from './edit.ts';
import { neighbour, type Arrow } from './geometry.ts';

const edges: readonly Edge[] = ['left', 'right', 'top', 'bottom'];
const arrows: Readonly<Record<string, [Arrow, shifted: Edge, ctrl: Edge, by: number]>> = {
  ArrowLeft: ['left', 'right', 'left', -1],
  ArrowRight: ['right', 'right', 'left', 1],
  ArrowUp: ['up', 'bottom', 'top', -1],
  ArrowDown: ['down', 'bottom', 'top', 1],
};

type Drag = { kind: 'edge'; cell: Cell; edge: Edge; before: CustomLayout } | { kind: 'draw'; from: Point };

export interface LayoutBoardProps {
  layout: CustomLayout;
  chosen: number;
  choose: (index: number) => void;
  change: (layout: CustomLayout) => void;
}

/** The grid: dragging draws a cell, or moves an edge; keys do the same with the cell that has the focus. */
export function LayoutBoard({ layout, chosen, choose, change }: LayoutBoardProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const [drawn, setDrawn] = useState<Cell | null>(null);
  const { columns, rows, cells } = layout;
  const styleOf = ({ x, y, w, h }: Cell): CSSProperties => ({
    left: `${(x / columns) * 100}%`,
    top: `${(y / rows) * 100}%`,
    width: `${(w / columns) * 100}%`,
    height: `${(h / rows) * 100}%`,
  });
  const focus = (index: number): void => {
    choose(index);
    box.current?.querySelectorAll<HTMLElement>('.layout-cell')[index]?.focus();
  };
  const pointOf = ({ clientX, clientY }: PointerEvent): Point | null => {
    const rect = box.current?.getBoundingClientRect();
    return rect ? pointOn(rect, layout, clientX, clientY) : null;
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const from = pointOf(event);
    const target = event.target instanceof HTMLElement ? event.target : null;
    const edge = edges.find((name) => name === target?.dataset['edge']);
    const index = Number(target?.closest<HTMLElement>('[data-cell]')?.dataset['cell'] ?? -1);
    const cell = cells[index];
    if (!from) return;
    if (cell) choose(index);
    drag.current = edge && cell ? { kind: 'edge', cell, edge, before: layout } : { kind: 'draw', from };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const at = pointOf(event);
    const now = drag.current;
    if (!at || !now) return;
    if (now.kind === 'draw') {
      const far = Math.abs(at.x - now.from.x) + Math.abs(at.y - now.from.y) > 0.5;
      setDrawn((before) => (before || far ? drawnCell(layout, now.from, at) : null));
    } else change(moveEdge(now.before, now.before.cells.indexOf(now.cell), now.edge, lineAt(now.edge, at)));
  };
  const onPointerUp = (): void => {
    if (drag.current?.kind === 'draw' && drawn) change(drawCell(layout, drawn));
    drag.current = null;
    setDrawn(null);
  };

  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const arrow = arrows[event.key];
    const cell = cells[index];
    if (!cell) return;
    if (arrow) {
      const [way, right, left, by] = arrow;
      const edge = event.shiftKey ? right : event.ctrlKey ? left : null;
      if (edge) change(moveEdge(layout, index, edge, edgeOf(cell, edge) + by));
      else focus(neighbour(cells, index, way));
    } else if (event.key === 'Delete' || event.key === 'Backspace') change(removeCell(layout, index));
    else if (event.key === '|' || event.key === '\\') change(splitCell(layout, index, 'beside'));
    else if (event.key === '-') change(splitCell(layout, index, 'below'));
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={box}
      className="layout-board"
      role="group"
      aria-label={t('layout.board')}
      style={{ backgroundSize: `${100 / columns}% ${100 / rows}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      {cells.map((cell, index) => (
        <div
          key={index}
          className="layout-cell"
          role="group"
          aria-label={t('layout.cell', { number: index + 1, width: cell.w, height: cell.h })}
          tabIndex={index === Math.min(chosen, cells.length - 1) ? 0 : -1}
          data-cell={index}
          data-chosen={index === chosen || undefined}
          style={styleOf(cell)}
          onFocus={() => choose(index)}
          onKeyDown={(event) => onKeyDown(event, index)}
        >
          {index + 1}
          {edges.map((edge) => (
            <span key={edge} className="layout-edge" data-edge={edge} />
          ))}
        </div>
      ))}
      {drawn && <div className="layout-drawn" style={styleOf(drawn)} />}
    </div>
  );
}
