import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Area } from './area.ts';
import { BaseLayer } from './base-layer.tsx';
import { MapGrid } from './map-grid.tsx';
import {
  panBy,
  toWorld,
  unproject,
  zoomAt,
  type MapSize,
  type MapView,
  type Place,
  type WorldPoint,
} from './projection.ts';
import { useAreaDrag } from './use-area-drag.ts';
import './map.css';

/** One step of a key or a button. */
const ZOOM = 1.6;
/** px */
const PAN = 80;
/** A press that moves less is a click, px. */
const CLICK = 4;

export interface MapSurfaceProps {
  label: string;
  view: MapView;
  setView: (view: MapView) => void;
  size: MapSize;
  setSize: (size: MapSize) => void;
  /** Shows all there is. */
  fitAll: () => void;
  /** Where was clicked, beside everything drawn. */
  click?: (place: Place) => void;
  /** A rectangle can be drawn: with Shift held, or while `drawing`, by a drag alone. */
  area?: { drawing: boolean; drawn: (area: Area) => void };
  children: ReactNode;
}

const nobody = (): void => undefined;

/** The map itself: it is moved and zoomed by pointer, wheel, two fingers and keys; what lies on it is drawn by the caller. */
export function MapSurface(props: MapSurfaceProps) {
  const { label, view, setView, size, setSize, fitAll, click, area, children } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, WorldPoint>());
  const moved = useRef(0);
  const [dragging, setDragging] = useState(false);
  const rectangle = useAreaDrag(view, size, area?.drawn ?? nobody);
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): WorldPoint => {
    const { left = 0, top = 0 } = box.current?.getBoundingClientRect() ?? {};
    return { x: clientX - left, y: clientY - top };
  };

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [setSize]);

  // React's own wheel events are passive: the page would scroll with the map.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const point = { x: event.clientX - left, y: event.clientY - top };
      setView(zoomAt(view, Math.exp(-event.deltaY / 400), point, size));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [view, size, setView]);

  const down = (event: PointerEvent): void => {
    const draws = area && (area.drawing || event.shiftKey);
    // A rectangle may begin on a camera; anything else there is the camera's own.
    if (!draws && event.target instanceof Element && event.target.closest('button, a')) return;
    box.current?.setPointerCapture(event.pointerId);
    if (draws) {
      rectangle.begin(at(event));
      return;
    }
    pointers.current.set(event.pointerId, at(event));
    moved.current = 0;
    setDragging(true);
  };
  const move = (event: PointerEvent): void => {
    if (rectangle.drawing) {
      rectangle.move(at(event));
      return;
    }
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    moved.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (other) {
      const apart = (point: WorldPoint): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      setView(zoomAt(view, apart(now) / apart(before), middle, size));
    } else setView(panBy(view, now.x - before.x, now.y - before.y));
  };
  const up = (event: PointerEvent): void => {
    if (rectangle.drawing) {
      rectangle.end(event.type === 'pointerup');
      return;
    }
    if (!pointers.current.delete(event.pointerId)) return;
    setDragging(pointers.current.size > 0);
    if (moved.current < CLICK && event.type === 'pointerup') click?.(unproject(toWorld(at(event), view, size)));
  };
  const zoom = (factor: number): void => setView(zoomAt(view, factor, { x: size.width / 2, y: size.height / 2 }, size));
  const key = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const steps: Record<string, () => void> = {
      ArrowLeft: () => setView(panBy(view, PAN, 0)),
      ArrowRight: () => setView(panBy(view, -PAN, 0)),
      ArrowUp: () => setView(panBy(view, 0, PAN)),
      ArrowDown: () => setView(panBy(view, 0, -PAN)),
      '+': () => zoom(ZOOM),
      '=': () => zoom(ZOOM),
      '-': () => zoom(1 / ZOOM),
      '0': fitAll,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return (
    <div className="map">
      <div
        ref={box}
        className="map-box"
        role="group"
        tabIndex={0}
        aria-label={label}
        aria-description={t('map.keys')}
        data-dragging={dragging}
        data-draws={area?.drawing || undefined}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onKeyDown={key}
      >
        <BaseLayer view={view} size={size} />
        <MapGrid view={view} size={size} />
        {children}
        {rectangle.box && <span className="map-area" style={rectangle.box} />}
      </div>
      <div className="map-buttons">
        <button type="button" aria-label={t('map.zoomIn')} title={t('map.zoomIn')} onClick={() => zoom(ZOOM)}>
          +
        </button>
        <button type="button" aria-label={t('map.zoomOut')} title={t('map.zoomOut')} onClick={() => zoom(1 / ZOOM)}>
          −
        </button>
        <button type="button" aria-label={t('map.fit')} title={t('map.fit')} onClick={fitAll}>
          ⤢
        </button>
      </div>
    </div>
  );
}
