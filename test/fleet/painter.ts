/** A colour as I420 wants it: limited-range BT.709. */
export interface Colour {
  y: number;
  u: number;
  v: number;
}

export type Point = readonly [x: number, y: number];

/** `#rrggbb` to limited-range BT.709. */
export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  const [r, g, b] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return {
    y: 16 + (luma * 219) / 255,
    u: 128 + (((b - luma) / 1.8556) * 224) / 255,
    v: 128 + (((r - luma) / 1.5748) * 224) / 255,
  };
}

/** A colour between two: `t` 0 is `a`, 1 is `b`. */
export function mix(a: Colour, b: Colour, t: number): Colour {
  return { y: a.y + (b.y - a.y) * t, u: a.u + (b.u - a.u) * t, v: a.v + (b.v - a.v) * t };
}

function blend(plane: Uint8Array, from: number, to: number, value: number, alpha: number): void {
  if (alpha >= 1) {
    plane.fill(value, from, to);
    return;
  }
  for (let i = from; i < to; i++) {
    const old = plane[i] ?? 0;
    plane[i] = old + (value - old) * alpha + 0.5;
  }
}

/**
 * Paints on an I420 picture, the format the encoder takes, so that a frame costs a copy and a few spans.
 * All coordinates are of a 1280x720 stage, whatever the picture's size.
 */
export class Painter {
  readonly width: number;
  readonly height: number;
  /** The picture: Y, U and V planes, one after the other. */
  readonly data: Uint8Array;
  readonly #scale: number;
  readonly #u: Uint8Array;
  readonly #v: Uint8Array;

  constructor(width: number, height: number, data = new Uint8Array((width * height * 3) / 2)) {
    this.width = width;
    this.height = height;
    this.data = data;
    this.#scale = width / 1280;
    this.#u = data.subarray(width * height, (width * height * 5) / 4);
    this.#v = data.subarray((width * height * 5) / 4);
  }

  /** One row of pixels, in px. */
  #span(row: number, from: number, to: number, ink: Colour, alpha: number): void {
    const left = Math.max(0, Math.round(from));
    const right = Math.min(this.width, Math.round(to));
    if (row < 0 || row >= this.height || right <= left) return;
    blend(this.data, row * this.width + left, row * this.width + right, ink.y, alpha);
    if (row % 2 === 1) return;
    const start = (row / 2) * (this.width / 2);
    const end = start + Math.ceil(right / 2);
    blend(this.#u, start + (left >> 1), end, ink.u, alpha);
    blend(this.#v, start + (left >> 1), end, ink.v, alpha);
  }

  rect(x: number, y: number, width: number, height: number, ink: Colour, alpha = 1): void {
    const bottom = Math.round((y + height) * this.#scale);
    for (let row = Math.round(y * this.#scale); row < bottom; row++) {
      this.#span(row, x * this.#scale, (x + width) * this.#scale, ink, alpha);
    }
  }

  ellipse(x: number, y: number, radiusX: number, radiusY: number, ink: Colour, alpha = 1): void {
    const [cx, cy, rx, ry] = [x, y, radiusX, radiusY].map((n) => n * this.#scale) as [number, number, number, number];
    for (let row = Math.ceil(cy - ry); row <= cy + ry; row++) {
      const half = rx * Math.sqrt(Math.max(0, 1 - ((row - cy) / ry) ** 2));
      this.#span(row, cx - half, cx + half, ink, alpha);
    }
  }

  /** A filled polygon (even-odd). */
  polygon(points: readonly Point[], ink: Colour, alpha = 1): void {
    const corners = points.map(([x, y]): Point => [x * this.#scale, y * this.#scale]);
    const top = Math.floor(Math.min(...corners.map(([, y]) => y)));
    const bottom = Math.ceil(Math.max(...corners.map(([, y]) => y)));
    for (let row = Math.max(0, top); row <= Math.min(bottom, this.height - 1); row++) {
      const crossings: number[] = [];
      corners.forEach(([x1, y1], i) => {
        const [x2, y2] = corners[(i + 1) % corners.length] ?? [x1, y1];
        const line = row + 0.5;
        if (y1 <= line !== y2 <= line) crossings.push(x1 + ((line - y1) / (y2 - y1)) * (x2 - x1));
      });
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        this.#span(row, crossings[i] ?? 0, crossings[i + 1] ?? 0, ink, alpha);
      }
    }
  }

  /** A vertical gradient over the whole width. */
  gradient(y: number, height: number, top: Colour, bottom: Colour): void {
    for (let row = 0; row < height; row++) this.rect(0, y + row, 1280, 1.5, mix(top, bottom, row / height));
  }

  /** This picture at half its size: what was drawn twice too large comes out with smooth edges. */
  halved(): Painter {
    const small = new Painter(this.width / 2, this.height / 2);
    let source = 0;
    let target = 0;
    for (const divisor of [1, 2, 2]) {
      const [width, height] = [this.width / divisor, this.height / divisor];
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const at = source + row * width + column;
          const px = this.data;
          const sum = (px[at] ?? 0) + (px[at + 1] ?? 0) + (px[at + width] ?? 0) + (px[at + width + 1] ?? 0);
          small.data[target++] = sum / 4 + 0.5;
        }
      }
      source += width * height;
    }
    return small;
  }
}
