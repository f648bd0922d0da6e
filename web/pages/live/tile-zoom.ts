/** How a picture lies on its tile: enlarged about its upper left corner, then moved; px. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The whole picture. */
export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
export const MOST_ZOOM = 8;

/**
 * Enlarges (a factor above 1) or reduces, so that what is under the point stays there.
 * @param box of the tile
 * @param picture its own size; it is drawn as large as the box allows, in the middle
 */
export function zoomAt(zoom: Zoom, factor: number, point: { x: number; y: number }, box: Size, picture: Size): Zoom {
  const scale = Math.min(MOST_ZOOM, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  const x = point.x - (point.x - zoom.x) * ratio;
  const y = point.y - (point.y - zoom.y) * ratio;
  return settle({ scale, x, y }, box, picture);
}

/** Moves it by so many px, as far as there is more picture. */
export function panBy(zoom: Zoom, x: number, y: number, box: Size, picture: Size): Zoom {
  return settle({ scale: zoom.scale, x: zoom.x + x, y: zoom.y + y }, box, picture);
}

/** The nearest place at which nothing but picture is seen, where there is enough of it; else its middle. */
export function settle({ scale, x, y }: Zoom, box: Size, picture: Size): Zoom {
  // Hardly enlarged is not enlarged.
  if (scale < 1.01 || !box.width || !box.height) return WHOLE;
  const fit = Math.min(box.width / picture.width, box.height / picture.height);
  return {
    scale,
    x: along(x, scale, box.width, picture.width * fit),
    y: along(y, scale, box.height, picture.height * fit),
  };
}

function along(at: number, scale: number, room: number, length: number): number {
  if (length * scale <= room) return (room - room * scale) / 2;
  const margin = ((room - length) / 2) * scale;
  return Math.min(-margin, Math.max(room - length * scale - margin, at));
}
