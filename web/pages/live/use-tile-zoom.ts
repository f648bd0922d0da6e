import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { panBy, settle, type Size, WHOLE, type Zoom, zoomAt } from './tile-zoom.ts';

const KEY_FACTOR = 1.25;
/** One notch of a wheel is about 100 px. */
const WHEEL_BASE = 1.0022;
/** A key moves the picture by such a part of the tile. */
const KEY_STEP = 0.15;

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Digital zoom of one tile: wheel, two fingers, + and -; drag or arrows move what is enlarged, Escape shows the whole.
 * @param host the picture's place; its video is what is enlarged
 */
export function useTileZoom(host: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  const change = (how: (before: Zoom, box: Size, picture: Size) => Zoom): void => {
    const element = host.current;
    if (!element) return;
    const box = { width: element.clientWidth, height: element.clientHeight };
    setZoom((before) => how(before, box, pictureIn(element, box)));
  };
  const by = (factor: number, point?: { x: number; y: number }): void =>
    change((before, box, picture) => {
      return zoomAt(before, factor, point ?? { x: box.width / 2, y: box.height / 2 }, box, picture);
    });
  const onWheel = useEffectEvent((event: WheelEvent) => {
    // Where the wall itself is scrolled, the wheel does that.
    const wall = host.current?.closest('.wall');
    if (!event.ctrlKey && wall && wall.scrollHeight > wall.clientHeight) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 33;
    by(WHEEL_BASE ** -pixels, placeIn(host.current, event));
  });
  const onResize = useEffectEvent(() => change(settle));
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const wheel = (event: WheelEvent): void => onWheel(event);
    element.addEventListener('wheel', wheel, { passive: false });
    const observer = new ResizeObserver(() => onResize());
    observer.observe(element);
    return () => {
      element.removeEventListener('wheel', wheel);
      observer.disconnect();
    };
  }, [host]);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    pointers.current.set(event.pointerId, placeIn(host.current, event));
  };
  const onPointerMove = (event: PointerEvent): void => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = placeIn(host.current, event);
    const [other] = [...pointers.current].flatMap(([id, point]) => (id === event.pointerId ? [] : point));
    pointers.current.set(event.pointerId, now);
    if (other) {
      const spread = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
      if (Number.isFinite(spread)) by(spread, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (zoom.scale > 1) {
      event.currentTarget.setPointerCapture(event.pointerId);
      change((was, box, picture) => panBy(was, now.x - before.x, now.y - before.y, box, picture));
    }
  };
  const letGo = ({ pointerId }: PointerEvent): void => void pointers.current.delete(pointerId);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target !== event.currentTarget) return;
    const way = ways[event.key];
    if (event.key === '+' || event.key === '=') by(KEY_FACTOR);
    else if (event.key === '-' || event.key === '_') by(1 / KEY_FACTOR);
    else if (zoom.scale === 1) return;
    else if (event.key === 'Escape') setZoom(WHOLE);
    else if (way && !event.shiftKey) {
      change((was, box, picture) => {
        return panBy(was, way[0] * box.width * KEY_STEP, way[1] * box.height * KEY_STEP, box, picture);
      });
    } else return;
    event.preventDefault();
  };

  return {
    zoom,
    reset: () => setZoom(WHOLE),
    onKeyDown,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp: letGo,
      onPointerCancel: letGo,
      onPointerLeave: letGo,
    },
  };
}

function placeIn(element: HTMLElement | null, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const { left, top } = element?.getBoundingClientRect() ?? { left: 0, top: 0 };
  return { x: event.clientX - left, y: event.clientY - top };
}

function pictureIn(element: HTMLElement, box: Size): Size {
  const video = element.querySelector('video');
  return video?.videoWidth ? { width: video.videoWidth, height: video.videoHeight } : box;
}
