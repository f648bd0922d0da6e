import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockCells, decodeClock, encodeClock, type ClockFields } from './clock.ts';

const fields = fc
  .record({
    clip: fc.integer({ min: 0, max: 1023 }),
    fps: fc.integer({ min: 1, max: 30 }),
    loopSeconds: fc.integer({ min: 1, max: 60 }),
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  })
  .map(({ place, ...rest }) => ({ ...rest, frame: Math.floor(place * rest.fps * rest.loopSeconds) }));

/** A grey picture with a clock in it. */
function paint(clock: ClockFields, width: number, height: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(120);
  for (const cell of clockCells(clock, width, height)) {
    for (let y = Math.round(cell.y); y < Math.round(cell.y + cell.height); y++) {
      const from = (y * width + Math.round(cell.x)) * 4;
      rgba.fill(cell.white ? 235 : 16, from, from + Math.round(cell.width) * 4);
    }
  }
  return rgba;
}

describe('the burnt-in clock', () => {
  test.each([
    [640, 360],
    [1280, 720],
    [320, 180],
  ])('says at %i x %i what was painted', (width, height) => {
    fc.assert(
      fc.property(fields, (clock) => {
        expect(decodeClock(paint(clock, width, height), width, height)).toEqual({
          clip: clock.clip,
          frame: clock.frame,
          positionMs: (clock.frame * 1000) / clock.fps,
          loopMs: clock.loopSeconds * 1000,
        });
      }),
      { numRuns: 20 },
    );
  });

  test('is not read with up to three cells turned over', () => {
    fc.assert(
      fc.property(fields, fc.uniqueArray(fc.nat(49), { minLength: 1, maxLength: 3 }), (clock, damaged) => {
        const [width, height] = [640, 360];
        const rgba = paint(clock, width, height);
        const bits = encodeClock(clock);
        for (const i of damaged) {
          const cell = clockCells(clock, width, height)[i];
          if (!cell) continue;
          for (let y = cell.y; y < cell.y + cell.height; y++) {
            const from = (y * width + cell.x) * 4;
            rgba.fill(bits[i] ? 16 : 235, from, from + cell.width * 4);
          }
        }
        expect(decodeClock(rgba, width, height)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  test('is not read from a grey cell, a grey picture, noise or a picture too small', () => {
    const clock = { clip: 3, frame: 7, fps: 25, loopSeconds: 20 };
    const grey = paint(clock, 640, 360);
    for (let y = 344; y < 352; y++) grey.fill(126, (y * 640 + 320) * 4, (y * 640 + 336) * 4);
    expect(decodeClock(grey, 640, 360)).toBeNull();
    expect(decodeClock(new Uint8ClampedArray(640 * 360 * 4).fill(90), 640, 360)).toBeNull();
    const noise = Uint8ClampedArray.from({ length: 640 * 360 * 4 }, (_, i) => (i * 2654435761) >>> 24);
    expect(decodeClock(noise, 640, 360)).toBeNull();
    expect(decodeClock(new Uint8ClampedArray(40), 2, 5)).toBeNull();
  });

  test('refuses numbers that do not fit', () => {
    expect(() => encodeClock({ clip: 1024, frame: 0, fps: 25, loopSeconds: 20 })).toThrow(RangeError);
    expect(() => encodeClock({ clip: 0, frame: -1, fps: 25, loopSeconds: 20 })).toThrow(RangeError);
  });
});
