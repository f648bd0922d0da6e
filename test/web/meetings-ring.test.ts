import { expect, test } from 'vitest';
import type { Ring } from '../../server/contract/meeting.ts';
import {
  forgetMissed,
  isOver,
  noRings,
  ringAnswered,
  ringIn,
  ringOver,
  ringsExpired,
} from '../../web/components/ring-list.ts';

const ring = (meetingId: string, until = 45_000): Ring => ({
  meetingId,
  title: '会商',
  callerName: '王主任',
  callerUnit: '县中心',
  until,
  answersAt: null,
});
const ringing = ringIn(ringIn(noRings, ring('a')), ring('b', 60_000));

test('calls ring in the order in which they came, each once', () => {
  expect(ringing.ringing.map(({ meetingId }) => meetingId)).toEqual(['a', 'b']);
  expect(ringIn(ringing, ring('a')).ringing.map(({ meetingId }) => meetingId)).toEqual(['b', 'a']);
});

test('what was answered here, or on another page, was not missed', () => {
  expect(ringAnswered(ringing, 'a')).toMatchObject({ ringing: [{ meetingId: 'b' }], missed: [] });
  expect(ringOver(ringing, 'a', 20_000, false).missed).toEqual([]);
  expect(ringOver(ringing, 'unknown', 20_000, true)).toBe(ringing);
});

test('what rang to its end was missed, also where the hub could not say so', () => {
  expect(isOver(45_000, 30_000)).toBe(false);
  expect(isOver(45_000, 45_000)).toBe(true);
  const left = ringsExpired(ringing, 50_000);
  expect(left.ringing.map(({ meetingId }) => meetingId)).toEqual(['b']);
  expect(left.missed).toEqual([
    { meetingId: 'a', title: '会商', callerName: '王主任', callerUnit: '县中心', at: 50_000 },
  ]);
  expect(forgetMissed(left, 'a').missed).toEqual([]);
  // Who calls again is not missed any more.
  expect(ringIn(left, ring('a', 99_000)).missed).toEqual([]);
});

test('of many missed calls the last are shown', () => {
  let rings = noRings;
  for (const id of ['1', '2', '3', '4', '5']) rings = ringOver(ringIn(rings, ring(id)), id, 1, true);
  expect(rings.missed.map(({ meetingId }) => meetingId)).toEqual(['5', '4', '3', '2']);
});
