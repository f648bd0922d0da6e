import { expect, test } from 'vitest';
import { judgePicture } from '../../media/judge.ts';
import type { Thumbnail } from '../../media/thumbnail.ts';

const [WIDTH, HEIGHT] = [64, 36];

/** A picture painted pixel by pixel, 0 to 255. */
function paint(shade: (x: number, y: number) => number): Thumbnail {
  const luma = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => shade(at % WIDTH, Math.floor(at / WIDTH)));
  return { width: WIDTH, height: HEIGHT, luma };
}

/** A name above and a time below, as cameras write them on whatever they show. */
const captioned = (shade: number): Thumbnail => paint((x, y) => ((y < 3 || y > 32) && x % 3 === 0 ? 220 : shade));
const street = (light: number): Thumbnail => paint((x, y) => light + (y > 18 ? 40 : 0) + ((x * 7) % 23));
const night = paint((x, y) => (x % 20 === 10 && y > 8 && y < 28 ? 200 : 9 + ((x + y) % 3)));
const fog = paint((x, y) => 150 + Math.round(y / 2) + (x % 2));

test.each([
  ['nothing at all', paint(() => 0), 'black'],
  ['noise in the dark', paint((x, y) => 8 + ((x * y) % 9)), 'black'],
  ['a name and a time on black', captioned(3), 'black'],
  ['grey', paint(() => 128), 'blank'],
  ['white with noise', paint((x) => 250 + (x % 4)), 'blank'],
  ['a name and a time on grey', captioned(110), 'blank'],
  ['a street', street(60), null],
  ['lamps at night', night, null],
  ['fog', fog, null],
])('%s: %s', (_, picture, fault) => {
  expect(judgePicture(picture)).toBe(fault);
});

test('frozen is what has not changed anywhere', () => {
  const before = street(60);
  const rounded = { ...before, luma: before.luma.map((value, at) => value + (at % 3)) };
  const clock = { ...before, luma: before.luma.with(WIDTH * (HEIGHT - 1), 250) };
  expect(judgePicture(before, before)).toBe('frozen');
  expect(judgePicture(rounded, before)).toBe('frozen');
  expect(judgePicture(clock, before)).toBeNull();
  expect(judgePicture(street(64), before)).toBeNull();
  // Of another size: nothing to compare with.
  expect(judgePicture(before, { width: 1, height: 1, luma: Uint8Array.of(0) })).toBeNull();
});
