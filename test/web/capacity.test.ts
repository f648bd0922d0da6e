import { expect, test } from 'vitest';
import {
  type Candidate,
  type Capacity,
  changes,
  judge,
  leftOutPercent,
  MOST_NEED,
  NEED,
  PATIENCE,
  TRIAL,
  UNLIMITED,
} from '../../web/media/capacity.ts';

const ALL = 16;

/** A computer that can draw so many pictures of 15 frames, and no more. */
class Computer {
  capacity: Capacity = UNLIMITED;
  readonly history: number[] = [];
  can: number;

  constructor(can: number) {
    this.can = can;
  }

  get full(): number {
    return this.capacity.limit ?? ALL;
  }

  run(seconds: number): this {
    for (let second = 0; second < seconds; second++) {
      const { full } = this;
      const frames = full * 15 + (ALL - full);
      const dropped = Math.max(0, full - this.can) * 15;
      this.capacity = judge(this.capacity, { frames, dropped }, full, ALL);
      this.history.push(this.full);
    }
    return this;
  }

  /** How often one more came, or one less. */
  get turns(): number {
    return this.history.filter((full, index) => index > 0 && full !== this.history[index - 1]).length;
  }
}

test('what can be drawn is left alone', () => {
  const computer = new Computer(ALL).run(3_600);
  expect(computer.full).toBe(ALL);
  expect(computer.turns).toBe(0);
});

test('one bad second changes nothing, some in a row slow one down, then one each second', () => {
  const computer = new Computer(12);
  expect(computer.run(PATIENCE - 1).full).toBe(ALL);
  expect(computer.run(1).full).toBe(ALL - 1);
  expect(computer.run(2).full).toBe(ALL - 3);
  expect(computer.run(2).full).toBe(12);
  const hiccup = new Computer(ALL);
  for (let turn = 0; turn < 50; turn++) {
    hiccup.can = 8;
    hiccup.run(PATIENCE - 1);
    hiccup.can = ALL;
    hiccup.run(1);
  }
  expect(hiccup.full).toBe(ALL);
});

test('one more is tried only after long calm, and more and more rarely where it fails: no flapping', () => {
  const computer = new Computer(12).run(60);
  const first = computer.turns;
  computer.run(3_600);
  // Each trial is two turns; the waits double.
  const trials = (computer.turns - first) / 2;
  expect(trials).toBeLessThanOrEqual(3_600 / MOST_NEED + 6);
  expect(computer.full).toBeGreaterThanOrEqual(11);
});

test('when the burden is gone all come back, and the patience is as before', () => {
  const computer = new Computer(6).run(60);
  expect(computer.full).toBeLessThanOrEqual(7);
  computer.can = ALL;
  computer.run(MOST_NEED + (ALL - 6) * (NEED + TRIAL));
  expect(computer.full).toBe(ALL);
  expect(computer.capacity.limit).toBeNull();
  expect(computer.run(TRIAL).capacity.need).toBe(NEED);
});

test('too few frames say nothing, and one is always left at full rate', () => {
  const silent = judge(UNLIMITED, { frames: 4, dropped: 4 }, 1, 1);
  expect(silent).toEqual(UNLIMITED);
  expect(new Computer(0).run(100).full).toBe(1);
});

const tile = (part: Partial<Candidate>): Candidate => ({
  selected: false,
  area: 100,
  distance: 0,
  pace: 'full',
  ...part,
});

test('the smallest go first, then the farthest from the selected one, which never goes', () => {
  const selected = tile({ selected: true, area: 50 });
  const large = tile({ area: 400, distance: 900 });
  const near = tile({ distance: 100 });
  const far = tile({ distance: 500, area: 104 });
  const all = [far, selected, near, large];
  expect([...changes(all, 3)]).toEqual([[far, 'keyframes']]);
  expect([...changes(all, 2)].map(([one]) => one)).toEqual([far, near]);
  expect([...changes(all, 1)].map(([one]) => one)).toEqual([far, near, large]);
  expect(changes(all, 0).has(selected)).toBe(false);
  expect(changes(all, null).size).toBe(0);
});

test('a slow one that is selected runs again, and another slows down for it', () => {
  const chosen = tile({ selected: true, pace: 'keyframes' });
  const near = tile({ distance: 100 });
  const far = tile({ distance: 500 });
  expect(changes([chosen, near, far], 2)).toEqual(
    new Map([
      [chosen, 'full'],
      [far, 'keyframes'],
    ]),
  );
});

test('the most important comes back first, and only as many as may', () => {
  const selected = tile({ selected: true });
  const near = tile({ distance: 100, pace: 'keyframes' });
  const far = tile({ distance: 500, pace: 'keyframes' });
  expect([...changes([far, near, selected], 2)]).toEqual([[near, 'full']]);
  expect([...changes([far, near, selected], null)]).toHaveLength(2);
});

test('a small wall comes back, too, from one picture at full rate', () => {
  let capacity: Capacity = { ...UNLIMITED, limit: 1 };
  for (let second = 0; second < NEED; second++) capacity = judge(capacity, { frames: 16, dropped: 0 }, 1, 4);
  expect(capacity.limit).toBe(2);
});

test('what is not drawn is told from two in a hundred on, coincidences too', () => {
  const second = (leftOut: number) => ({ frames: 50, dropped: 0, leftOut });
  expect(leftOutPercent([])).toBe(0);
  expect(leftOutPercent([second(1), second(1)])).toBe(0);
  expect(leftOutPercent([second(1), second(2)])).toBe(3);
});
