import { expect, test } from 'vitest';
import { LoadMeter } from '../../web/media/load-meter.ts';

const RESTED = 10_000;
const picture = { trackId: 'a', missed: 0, flowsSince: 0 };
const counted = (received: number, dropped = 0, missing = 0) => new Map([['a', { received, dropped, missing }]]);
const NOTHING = { frames: 0, dropped: 0, leftOut: 0 };

test('frames left out count, by the browser or by the screen, since the reading before', () => {
  const meter = new LoadMeter();
  expect(meter.read([picture], counted(100, 4), RESTED)).toEqual(NOTHING);
  expect(meter.read([{ ...picture, missed: 2 }], counted(120, 5), RESTED + 1000)).toEqual({
    frames: 20,
    dropped: 2,
    leftOut: 3,
  });
});

test('one in twenty that the screen leaves out is a coincidence, and counted all the same', () => {
  const meter = new LoadMeter();
  meter.read([picture], counted(100), RESTED);
  expect(meter.read([{ ...picture, missed: 2 }], counted(140), RESTED + 1000)).toEqual({
    frames: 40,
    dropped: 0,
    leftOut: 2,
  });
});

test('those left out because packets are missing do not', () => {
  const meter = new LoadMeter();
  meter.read([picture], counted(100), RESTED);
  expect(meter.read([picture], counted(110, 5, 3), RESTED + 1000)).toEqual(NOTHING);
  expect(meter.read([picture], counted(125, 5, 3), RESTED + 2000)).toEqual({ frames: 15, dropped: 0, leftOut: 0 });
});

test('a picture that has just begun, is paused, or was away says nothing yet', () => {
  const meter = new LoadMeter();
  meter.read([picture], counted(100), 2_000);
  expect(meter.read([picture], counted(115, 15), 2_999)).toEqual(NOTHING);
  meter.read([picture], counted(130, 15), RESTED);
  meter.read([{ ...picture, flowsSince: null }], counted(130, 15), RESTED + 1000);
  expect(meter.read([picture], counted(145, 30), RESTED + 2000)).toEqual(NOTHING);
});
