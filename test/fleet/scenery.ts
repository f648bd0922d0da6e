import { colour, mix, type Colour, type Painter, type Point } from './painter.ts';

/** Numbers from 0 to 1, the same for the same seed: a scene must look the same in every encoding. */
export function dice(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The hour's light: what the sky, the air between the ridges and the ground look like. */
export interface Light {
  zenith: Colour;
  horizon: Colour;
  haze: Colour;
  /** What all colours sink into as it gets dark. */
  shade: Colour;
  /** 0 day, 1 night: how far lamps and headlights show. */
  dark: number;
}

export const DAY: Light = {
  zenith: colour('#6f9fd0'),
  horizon: colour('#dbe7ee'),
  haze: colour('#c4d4dd'),
  shade: colour('#000000'),
  dark: 0,
};
export const OVERCAST: Light = {
  zenith: colour('#9aa7b1'),
  horizon: colour('#d5dadb'),
  haze: colour('#bcc7c9'),
  shade: colour('#000000'),
  dark: 0,
};
export const DUSK: Light = {
  zenith: colour('#3b4a72'),
  horizon: colour('#e3a27a'),
  haze: colour('#8d7480'),
  shade: colour('#231c33'),
  dark: 0.45,
};
export const NIGHT: Light = {
  zenith: colour('#0d1524'),
  horizon: colour('#26344a'),
  haze: colour('#1d2a3c'),
  shade: colour('#1d2a3c'),
  dark: 1,
};

/** A colour as the hour shows it. */
export function lit(hex: string, light: Light): Colour {
  return mix(colour(hex), light.shade, light.dark * 0.62);
}

/** Sky down to `horizon` (stage px). */
export function sky(p: Painter, light: Light, horizon: number): void {
  p.gradient(0, horizon + 2, light.zenith, light.horizon);
}

/** A mountain ridge from side to side, its foot at the picture's bottom; `depth` 0 near to 1 far. */
export function ridge(p: Painter, light: Light, seed: number, crest: number, height: number, depth: number): void {
  const roll = dice(seed);
  const waves = [1, 2.3, 4.7, 9.1, 19].map((k) => ({ k, phase: roll() * 7, size: (0.6 + roll() * 0.6) / k ** 0.85 }));
  const points: Point[] = [[-10, 720]];
  for (let x = -10; x <= 1290; x += 8) {
    const swing = waves.reduce((sum, wave) => sum + wave.size * Math.sin((x / 1280) * 4 * wave.k + wave.phase), 0);
    points.push([x, crest - swing * height]);
  }
  points.push([1290, 720]);
  p.polygon(points, mix(lit('#2f4a36', light), light.haze, depth));
  for (let i = 0; i < 260 * (1 - depth); i++) {
    const [x = 0, y = 0] = points[1 + Math.floor(roll() * (points.length - 2))] ?? [];
    const size = 6 + roll() * 14;
    const shade = mix(lit(roll() > 0.5 ? '#3c5c3c' : '#26402f', light), light.haze, depth);
    p.ellipse(x, y + roll() * height * 2.2 + size, size, size * 0.6, shade, 0.55);
  }
}

/** Ground with grass or dust speckles from `top` to the bottom. */
export function ground(p: Painter, light: Light, seed: number, top: number, hex: string): void {
  const roll = dice(seed);
  p.gradient(top, 720 - top, mix(lit(hex, light), light.haze, 0.35), lit(hex, light));
  for (let i = 0; i < 900; i++) {
    const y = top + roll() ** 0.7 * (720 - top);
    const near = (y - top) / (720 - top);
    const shade = lit(roll() > 0.5 ? '#000000' : '#ffffff', light);
    p.ellipse(roll() * 1280, y, 3 + near * 12, 1 + near * 3, shade, 0.05 + roll() * 0.06);
  }
}

/** A house with a tiled roof; `x`, `y` is the left foot. */
export function house(p: Painter, light: Light, x: number, y: number, width: number, wall = '#e8e2d4'): void {
  const height = width * 0.5;
  const eave = y - height;
  p.rect(x, eave, width, height, lit(wall, light));
  p.rect(x, y - height * 0.18, width, height * 0.18, lit('#8f8a80', light));
  const roof: Point[] = [
    [x - width * 0.1, eave + 3],
    [x + width * 0.12, eave - width * 0.24],
    [x + width * 0.88, eave - width * 0.24],
    [x + width * 1.1, eave + 3],
  ];
  p.polygon(roof, lit('#4b4f55', light));
  for (let i = 1; i < 12; i++) {
    const at = x - width * 0.1 + (i / 12) * width * 1.2;
    p.rect(at, eave - width * 0.03, 1.5, width * 0.04, lit('#2f3338', light));
  }
  const glow = light.dark > 0.3 ? colour('#f2c879') : colour('#55636e');
  p.rect(x + width * 0.42, y - height * 0.62, width * 0.16, height * 0.62, lit('#6b4a35', light));
  p.rect(x + width * 0.12, y - height * 0.68, width * 0.18, height * 0.3, glow);
  p.rect(x + width * 0.7, y - height * 0.68, width * 0.18, height * 0.3, glow);
}

/** A broad-leaved tree; `x`, `y` is its foot, `sway` its crown's shift in stage px. */
export function tree(p: Painter, light: Light, x: number, y: number, size: number, sway = 0): void {
  p.rect(x - size * 0.06, y - size * 0.5, size * 0.12, size * 0.5, lit('#4a3a2c', light));
  const crown = [
    [0, 0.75, 0.36, '#35573a'],
    [-0.2, 0.6, 0.26, '#2d4a33'],
    [0.22, 0.62, 0.26, '#3f6642'],
    [0.02, 0.95, 0.24, '#47714a'],
  ] as const;
  for (const [dx, up, radius, hex] of crown) {
    p.ellipse(x + dx * size + sway * up, y - up * size, radius * size, radius * size * 0.85, lit(hex, light));
  }
}

/** A car seen from the side as boxes; `x`, `y` is the middle of its foot, `size` its length, `way` 1 right or -1 left. */
export function car(p: Painter, light: Light, x: number, y: number, size: number, way: number, hex: string): void {
  p.rect(x - size / 2, y - size * 0.05, size, size * 0.06, colour('#14171a'), 0.45);
  p.rect(x - size / 2, y - size * 0.3, size, size * 0.22, lit(hex, light));
  p.rect(x - size * 0.3, y - size * 0.46, size * 0.56, size * 0.18, lit(hex, light));
  p.rect(x - size * 0.26, y - size * 0.43, size * 0.48, size * 0.12, lit('#2a343d', light));
  for (const wheel of [-0.3, 0.3])
    p.ellipse(x + wheel * size, y - size * 0.07, size * 0.09, size * 0.09, colour('#101214'));
  p.rect(x + way * size * 0.46 - size * 0.03, y - size * 0.24, size * 0.06, size * 0.06, colour('#fff3cf'));
  p.rect(x - way * size * 0.47 - size * 0.02, y - size * 0.24, size * 0.04, size * 0.06, colour('#c3352b'));
  if (light.dark > 0.3) {
    const nose = x + way * size * 0.5;
    const beam: Point[] = [
      [nose, y - size * 0.22],
      [nose + way * size * 1.4, y - size * 0.3],
      [nose + way * size * 1.4, y + size * 0.08],
    ];
    p.polygon(beam, colour('#ffeeb8'), 0.16 * light.dark);
  }
}

/** A street lamp, lit after dark. */
export function lamp(p: Painter, light: Light, x: number, y: number, height: number): void {
  p.rect(x - 2, y - height, 4, height, lit('#565c60', light));
  p.rect(x, y - height, height * 0.25, 3, lit('#565c60', light));
  if (light.dark > 0.3) {
    p.ellipse(x + height * 0.24, y - height + 4, height * 0.26, height * 0.2, colour('#ffd98a'), 0.12);
    p.ellipse(x + height * 0.24, y - height + 4, 6, 4, colour('#fff2cc'));
  }
}
