import { colour, type Painter, type Point } from './painter.ts';
import { DAY, DUSK, NIGHT, OVERCAST, car, dice, ground, house, lamp, lit, ridge, sky, tree } from './scenery.ts';
import type { Light } from './scenery.ts';

/** One view that a simulated camera may have. Stage: 1280x720. */
export interface Scene {
  /** Stands on the picture after the village's name. */
  title: string;
  /** What never moves; drawn once. */
  background(p: Painter): void;
  /** What moves, over the background; `turn` goes from 0 to 1 in one loop and must join at the ends. */
  actors(p: Painter, turn: number): void;
}

const TAU = Math.PI * 2;
/** 0 to 1, `times` times a loop, beginning at `offset`. */
const lap = (turn: number, times: number, offset = 0): number => (turn * times + offset) % 1;

function mountains(p: Painter, light: Light, seed: number, horizon: number): void {
  sky(p, light, horizon + 60);
  ridge(p, light, seed, horizon - 90, 70, 0.75);
  ridge(p, light, seed + 1, horizon - 40, 55, 0.45);
  ridge(p, light, seed + 2, horizon + 10, 40, 0.15);
}

/** A road between two edges, from far to near, with a broken middle line. */
function road(p: Painter, light: Light, far: readonly [number, number, number], near: readonly [number, number]): void {
  const [farLeft, farRight, top] = far;
  const [nearLeft, nearRight] = near;
  const outline: Point[] = [[farLeft, top], [farRight, top], [nearRight, 720], [nearLeft, 720]]; // prettier-ignore
  p.polygon(outline, lit('#6c7074', light));
  for (let i = 0; i < 9; i++) {
    const [a, b] = [(i / 9) ** 1.7, ((i + 0.5) / 9) ** 1.7];
    const middle = (t: number): number => (farLeft + farRight + (nearLeft + nearRight - farLeft - farRight) * t) / 2;
    const [ya, yb, w] = [top + (720 - top) * a, top + (720 - top) * b, 1 + 7 * b];
    p.polygon([[middle(a) - w * 0.6, ya], [middle(a) + w * 0.6, ya], [middle(b) + w, yb], [middle(b) - w, yb]], lit('#e6e0c8', light)); // prettier-ignore
  }
}

/** Cars along a level road at `y`. */
function traffic(p: Painter, light: Light, turn: number, y: number, size: number): void {
  const span = 1280 + size * 4;
  car(p, light, -size * 2 + lap(turn, 2) * span, y - size * 0.28, size * 0.9, 1, '#b8bcc0');
  car(p, light, -size * 2 + lap(turn, 2, 0.55) * span, y - size * 0.28, size * 0.9, 1, '#a33a32');
  car(p, light, 1280 + size * 2 - lap(turn, 1, 0.3) * span, y, size, -1, '#2f5d8c');
  car(p, light, 1280 + size * 2 - lap(turn, 1, 0.7) * span, y, size, -1, '#e3e0d8');
}

/** Glints drifting on water between the banks; `banks` gives left and right at `y`. */
function shimmer(p: Painter, seed: number, turn: number, top: number, banks: (y: number) => [number, number]): void {
  const roll = dice(seed);
  for (let i = 0; i < 60; i++) {
    const y = top + roll() * (700 - top);
    const [left, right] = banks(y);
    const size = 12 + ((y - top) / (700 - top)) * 60;
    const x = left + 8 + ((roll() + lap(turn, 1)) % 1) * (right - left - size - 16);
    const glow = Math.sin(Math.PI * ((roll() + lap(turn, 9)) % 1));
    p.rect(x, y, size, 1 + size / 24, colour('#eef4f5'), 0.3 * glow);
  }
}

function fog(p: Painter, light: Light, turn: number, y: number, depth: number): void {
  for (let i = 0; i < 4; i++) {
    const x = -320 + lap(turn, 1, i / 4) * 1920;
    for (let ring = 0; ring < 4; ring++)
      p.ellipse(x, y + i * 14, 320 - ring * 60, depth - ring * 8, light.horizon, 0.08);
  }
}

const village = (title: string, light: Light, seed: number): Scene => ({
  title,
  background(p) {
    mountains(p, light, seed, 320);
    ground(p, light, seed, 330, '#7d8a5c');
    const roll = dice(seed + 9);
    for (let row = 0; row < 3; row++) {
      for (let i = 0; i < 6 - row; i++) {
        const width = 80 + row * 45;
        house(p, light, i * (220 + row * 40) + roll() * 60 - 20, 390 + row * 62, width, i % 2 ? '#e8e2d4' : '#d8c7a8');
      }
    }
    p.rect(0, 560, 1280, 110, lit('#6c7074', light));
    for (let x = 0; x < 1280; x += 90) p.rect(x, 612, 44, 5, lit('#e6e0c8', light));
    for (const x of [90, 480, 870, 1250]) lamp(p, light, x, 562, 150);
  },
  actors(p, turn) {
    for (const [i, x] of [40, 700, 1180].entries())
      tree(p, light, x, 560, 120, 5 * Math.sin(TAU * (lap(turn, 5) + i / 3)));
    traffic(p, light, turn, 655, 120);
  },
});

const river = (title: string, light: Light, seed: number, bridge: boolean): Scene => ({
  title,
  background(p) {
    mountains(p, light, seed, 300);
    ground(p, light, seed, 320, '#6f7f55');
    p.polygon([[470, 330], [640, 330], [1240, 720], [60, 720]], lit('#6d94a3', light)); // prettier-ignore
    p.polygon([[500, 330], [560, 330], [620, 720], [260, 720]], lit('#88aeb8', light), 0.5); // prettier-ignore
    p.polygon([[470, 330], [462, 330], [20, 720], [60, 720]], lit('#b9b09a', light)); // prettier-ignore
    p.polygon([[640, 330], [650, 330], [1280, 720], [1240, 720]], lit('#b9b09a', light)); // prettier-ignore
    for (let i = 0; i < 4; i++) house(p, light, 800 + i * 125, 390 + i * 22, 80 + i * 14);
    for (let i = 0; i < 5; i++) tree(p, light, 40 + i * 78, 400 + (i % 2) * 14, 74);
    if (!bridge) return;
    p.rect(0, 452, 1280, 46, lit('#a39d90', light));
    p.rect(0, 436, 1280, 8, lit('#c9c3b5', light));
    for (let x = 10; x < 1280; x += 36) p.rect(x, 436, 5, 24, lit('#c9c3b5', light));
    for (const x of [330, 640, 950]) p.rect(x - 16, 498, 32, 120, lit('#8a857a', light));
  },
  actors(p, turn) {
    const banks = (y: number): [number, number] => [470 - ((y - 330) / 390) * 410, 640 + ((y - 330) / 390) * 600];
    shimmer(p, seed, turn, bridge ? 510 : 345, banks);
    fog(p, light, turn, 300, 42);
    for (const [i, x] of [40, 150, 1230].entries())
      tree(p, light, x, 640, 190, 6 * Math.sin(TAU * (lap(turn, 4) + i / 3)));
    if (bridge) traffic(p, light, turn, 486, 74);
  },
});

const square = (title: string, light: Light, seed: number): Scene => ({
  title,
  background(p) {
    mountains(p, light, seed, 250);
    ground(p, light, seed, 330, '#a7a297');
    p.rect(160, 210, 960, 190, lit('#ece6d8', light));
    p.rect(140, 190, 1000, 26, lit('#8c3a30', light));
    for (let floor = 0; floor < 2; floor++) {
      for (let i = 0; i < 12; i++) {
        p.rect(190 + i * 78, 236 + floor * 72, 48, 44, light.dark > 0.3 ? colour('#f0cd86') : colour('#5d7180'));
      }
    }
    p.rect(590, 320, 100, 80, lit('#5b4636', light));
    for (let i = 0; i < 9; i++) p.polygon([[i * 180 - 240, 720], [i * 180 - 232, 720], [420 + i * 56, 402], [418 + i * 56, 402]], lit('#8b867b', light), 0.7); // prettier-ignore
    for (let i = 0; i < 6; i++) p.rect(0, 420 + i * i * 11, 1280, 2 + i, lit('#8b867b', light), 0.7);
    p.rect(636, 120, 6, 300, lit('#c8ccd0', light));
  },
  actors(p, turn) {
    const wave = (i: number): number => 5 * Math.sin(TAU * (lap(turn, 12) + i / 6));
    for (let i = 0; i < 8; i++) p.rect(642 + i * 11, 124 + wave(i) * (i / 8), 11.5, 52, lit('#c7352c', light));
    for (const [i, x] of [60, 230, 1060, 1220].entries())
      tree(p, light, x, 520, 150, 5 * Math.sin(TAU * (lap(turn, 5) + i / 4)));
    car(p, light, -200 + lap(turn, 1) * 1700, 690, 170, 1, '#d9d4c8');
    car(p, light, 1480 - lap(turn, 1, 0.45) * 1700, 560, 110, -1, '#3f6b52');
  },
});

const crossroad = (title: string, light: Light, seed: number): Scene => ({
  title,
  background(p) {
    mountains(p, light, seed, 240);
    ground(p, light, seed, 280, '#8b8c74');
    for (let i = 0; i < 5; i++) house(p, light, i * 110 - 20, 380, 96, '#ddd3bf');
    for (let i = 0; i < 5; i++) house(p, light, 780 + i * 112, 380, 100, '#e4ded2');
    road(p, light, [590, 680, 300], [330, 960]);
    p.rect(0, 470, 1280, 130, lit('#6c7074', light));
    for (let i = 0; i < 9; i++) {
      p.rect(420 + i * 48, 606, 28, 34, lit('#e9e6da', light));
      p.rect(470 + i * 38, 442, 22, 24, lit('#e9e6da', light));
    }
    for (const x of [330, 960]) p.rect(x, 300, 7, 210, lit('#4c5257', light));
    for (const x of [306, 936]) p.rect(x, 290, 56, 26, colour('#181b1e'));
  },
  actors(p, turn) {
    const green = lap(turn, 2) < 0.5;
    for (const x of [318, 948]) p.ellipse(x + (green ? 0 : 32), 303, 9, 9, colour(green ? '#39d66b' : '#ff4438'));
    traffic(p, light, turn, 582, 116);
    const away = lap(turn, 2, 0.25);
    car(p, light, 640 - away * 20, 700 - away * 390, 150 - away * 120, 1, '#c9a23f');
  },
});

const forest = (title: string, light: Light, seed: number): Scene => ({
  title,
  background(p) {
    mountains(p, light, seed, 330);
    ground(p, light, seed, 430, '#56683f');
    const roll = dice(seed + 5);
    for (let i = 0; i < 90; i++) {
      const near = i / 90;
      tree(p, light, roll() * 1280, 440 + near * 120, 60 + near * 110);
    }
    p.polygon([[600, 470], [640, 470], [860, 720], [420, 720]], lit('#9c8b6a', light)); // prettier-ignore
  },
  actors(p, turn) {
    for (let i = 0; i < 6; i++) {
      const x = i < 3 ? 60 + i * 130 : 900 + (i - 3) * 150;
      tree(p, light, x, 700, 260 - (i % 3) * 30, 10 * Math.sin(TAU * (lap(turn, 4) + i / 6)));
    }
    fog(p, light, turn, 350, 60);
    const flight = lap(turn, 1);
    for (let i = 0; i < 5; i++) {
      const wing = 5 * Math.sin(TAU * (lap(turn, 40) + i / 5));
      p.rect(flight * 1500 - 120 + i * 26, 150 + i * 9 - 60 * Math.sin(flight * Math.PI) + wing, 12, 3, colour('#22282c')); // prettier-ignore
    }
  },
});

/** The views; a clip's number modulo their count chooses one. */
export const SCENES: readonly Scene[] = [
  village('村口', DAY, 11),
  river('河堤', OVERCAST, 23, false),
  crossroad('十字路口', DAY, 37),
  river('大桥', DUSK, 41, true),
  square('文化广场', DAY, 53),
  forest('林区卡口', OVERCAST, 67),
  village('主街', NIGHT, 71),
  square('学校门口', DUSK, 83),
];
