import { expect, test } from 'vitest';
import { dayOf, Ledger, spanOf } from '../../../../server/features/health/ledger.ts';

const HOUR = 3_600_000;
const camera = { cameraId: 'a', cameraName: '桥头', unitId: 'u', carrier: '电信' };
const { from: midnight } = spanOf('2026-11-24');

test('a day is its calendar day, from its first moment to the first of the next', () => {
  expect([dayOf(midnight - 1), dayOf(midnight)]).toEqual(['2026-11-23', '2026-11-24']);
  expect(spanOf('2026-11-23').to).toBe(midnight);
});

test('time across midnight is booked on both days, with what was lost by which cause', () => {
  const ledger = new Ledger([]);
  ledger.pass(camera, { state: 'working', cause: null }, midnight - 3 * HOUR, midnight - HOUR);
  ledger.pass(camera, { state: 'offline', cause: 'tcp' }, midnight - HOUR, midnight + 2 * HOUR);
  ledger.pass(camera, { state: 'faulty', cause: 'black' }, midnight + 2 * HOUR, midnight + 3 * HOUR);
  expect(ledger.take(midnight + 3 * HOUR)).toEqual([
    { ...camera, day: '2026-11-23', working: 2 * HOUR, faulty: 0, offline: HOUR, unknown: 0, causes: { tcp: HOUR } },
    {
      ...{ ...camera, day: '2026-11-24', working: 0, faulty: HOUR, offline: 2 * HOUR, unknown: 0 },
      causes: { tcp: 2 * HOUR, black: HOUR },
    },
  ]);
});

test('sums go on after a restart, and only what changed is written', () => {
  const before = new Ledger([]);
  before.pass(camera, { state: 'working', cause: null }, midnight, midnight + HOUR);
  const written = before.take(midnight + HOUR);
  expect(before.take(midnight + HOUR)).toEqual([]);
  const after = new Ledger(structuredClone(written));
  after.pass(
    { ...camera, carrier: '移动' },
    { state: 'working', cause: null },
    midnight + 2 * HOUR,
    midnight + 3 * HOUR,
  );
  expect(after.take(midnight + 3 * HOUR)).toMatchObject([{ day: '2026-11-24', working: 2 * HOUR, carrier: '移动' }]);
});

test('what could not be written is written the next time', () => {
  const ledger = new Ledger([]);
  ledger.pass(camera, { state: 'working', cause: null }, midnight - HOUR, midnight);
  const days = ledger.take(midnight + HOUR);
  ledger.giveBack(days);
  expect(ledger.take(midnight + HOUR)).toEqual(days);
});
