import { expect, test } from 'vitest';
import { covering, nextChange } from '../../web/rights/covering.ts';
import { countdown } from '../../web/rights/remaining.ts';
import { grant } from './grants.ts';

const path = ['county', 'town', 'village'];

test('a grant reaches what lies in its unit and below, while it lasts', () => {
  const town = grant({ unitId: 'town' });
  expect(covering([town], path, 500)).toBe(town);
  expect(covering([town], ['county', 'other'], 500)).toBeNull();
  expect(covering([town], [], 500)).toBeNull();
  expect(covering([town], path, 1_000)).toBeNull();
  expect(covering([grant({ state: 'planned', startsAt: 600 })], path, 500)).toBeNull();
  // This clock is late.
  expect(covering([grant({ startsAt: 600 })], path, 500)).not.toBeNull();
});

test('a planned one holds as soon as it has begun, though the hub has not said so yet', () => {
  expect(covering([grant({ state: 'planned', startsAt: 400 })], path, 500)).not.toBeNull();
});

test.each(['pending', 'refused', 'revoked', 'ended'] as const)('%s opens nothing', (state) => {
  expect(covering([grant({ state })], path, 500)).toBeNull();
});

test('the smallest area is taken, then the one that lasts longest', () => {
  const county = grant({ id: 'county', endsAt: 9_000 });
  const short = grant({ id: 'short', unitId: 'town', endsAt: 2_000 });
  const long = grant({ id: 'long', unitId: 'town', endsAt: 3_000 });
  expect(covering([county, short, long], path, 500)?.id).toBe('long');
  expect(covering([long, short, county], path, 500)?.id).toBe('long');
});

test('broken glass is used only where there is nothing else', () => {
  const glass = grant({ id: 'glass', unitId: 'village', source: 'break-glass' });
  expect(covering([glass, grant({ id: 'duty' })], path, 500)?.id).toBe('duty');
  expect(covering([glass], path, 500)?.id).toBe('glass');
});

test("the user's choice goes first, where it reaches", () => {
  const town = grant({ id: 'town', unitId: 'town' });
  const county = grant({ id: 'county' });
  expect(covering([town, county], path, 500, 'county')?.id).toBe('county');
  expect(covering([town, county], ['county', 'other'], 500, 'town')?.id).toBe('county');
});

test('the next change is the next beginning or end', () => {
  expect(nextChange([grant({}), grant({ state: 'planned', startsAt: 700, endsAt: 5_000 })], 500)).toBe(700);
  expect(nextChange([grant({ state: 'pending', startsAt: 700 })], 500)).toBeNull();
});

test('time left is counted in minutes and seconds', () => {
  expect([countdown(61_000), countdown(59_001), countdown(0), countdown(-5)]).toEqual(['1:01', '1:00', '0:00', '0:00']);
});
