import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { EARLY, MeetingCreate, MeetingUpdate, Passcode } from '../../server/contract/meeting.ts';
import {
  createOf,
  fieldsOf,
  newFields,
  passcodePattern,
  updateOf,
  wrongLength,
  wrongPasscode,
  wrongStart,
} from '../../web/pages/meetings/fields.ts';
import { doorsOpenAt, isPlanned, isRunning, phaseOf } from '../../web/pages/meetings/phase.ts';
import { meeting } from './meetings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = new Date(2026, 2, 2, 9, 7).getTime();
const COUNTY = '01890a5d-ac96-774b-bcce-b302099a8057';
const fresh = { ...newFields(NOW, COUNTY), title: ' 防汛会商 ' };

test('a new form begins at a quarter of an hour that one can still reach', () => {
  expect(fresh.startsAt).toBe(new Date(2026, 2, 2, 9, 30).getTime());
  expect(newFields(NOW + 8 * MINUTE, undefined)).toMatchObject({ startsAt: new Date(2026, 2, 2, 9, 30).getTime() });
  expect(newFields(NOW, undefined)).not.toHaveProperty('unitId');
});

test('what is sent keeps to the contract', () => {
  expect(Passcode).toMatchObject({ pattern: passcodePattern.source });
  const plain = createOf(fresh);
  expect(Value.Check(MeetingCreate, plain)).toBe(true);
  expect(plain).toMatchObject({ title: '防汛会商', passcode: null, recurrence: null });
  expect((plain?.endsAt ?? 0) - (plain?.startsAt ?? 0)).toBe(HOUR);
  const often = createOf({ ...fresh, every: 'weekday', times: 5, hasPasscode: true, passcode: '2468' });
  expect(Value.Check(MeetingCreate, often)).toBe(true);
  expect(often).toMatchObject({ passcode: '2468', recurrence: { every: 'weekday', times: 5 } });
});

test('a form that is not filled in sends nothing', () => {
  expect(createOf({ ...fresh, startsAt: null })).toBeNull();
  expect(createOf({ ...fresh, minutes: null })).toBeNull();
  expect(createOf({ ...newFields(NOW, undefined), title: 'x' })).toBeNull();
  expect(updateOf({ ...fresh, startsAt: null })).toBeNull();
});

test('of a change the passcode stays, goes, or is new', () => {
  const fields = fieldsOf(meeting({ startsAt: NOW, endsAt: NOW + 90 * MINUTE, hasPasscode: true }));
  expect(fields.minutes).toBe(90);
  expect(Value.Check(MeetingUpdate, updateOf(fields))).toBe(true);
  expect(updateOf(fields)).not.toHaveProperty('passcode');
  expect(updateOf({ ...fields, hasPasscode: false })).toMatchObject({ passcode: null });
  expect(updateOf({ ...fields, passcode: '1234', series: true })).toMatchObject({ passcode: '1234', series: true });
});

test('what is wrong is said of its field', () => {
  expect(wrongStart(NOW - HOUR, 60, NOW)).toBe('past');
  expect(wrongStart(NOW - HOUR, 61, NOW)).toBeNull();
  expect(wrongStart(null, 60, NOW)).toBeNull();
  for (const minutes of [null, 0, 4, 721]) expect(wrongLength(minutes)).toBe('length');
  for (const minutes of [5, 720]) expect(wrongLength(minutes)).toBeNull();
  for (const passcode of ['123', '1234567890123', 'abcd', '12 34', '１２３４'])
    expect(wrongPasscode({ hasPasscode: true, passcode }, false)).toBe('passcode');
  expect(wrongPasscode({ hasPasscode: true, passcode: '' }, false)).toBe('passcodeNeeded');
  expect(wrongPasscode({ hasPasscode: true, passcode: '' }, true)).toBeNull();
  expect(wrongPasscode({ hasPasscode: false, passcode: 'abc' }, false)).toBeNull();
});

test('one may come in from half an hour before until the end', () => {
  const planned = meeting({ startsAt: NOW, endsAt: NOW + HOUR });
  expect(doorsOpenAt(planned)).toBe(NOW - EARLY);
  expect(phaseOf(planned, NOW - EARLY - 1)).toBe('early');
  expect(phaseOf(planned, NOW - EARLY)).toBe('open');
  expect(phaseOf(planned, NOW + HOUR)).toBe('ended');
  expect(phaseOf({ ...planned, state: 'cancelled' }, NOW)).toBe('cancelled');
  expect(phaseOf({ ...planned, state: 'ended' }, NOW)).toBe('ended');
  // A call has no time before.
  expect(phaseOf({ ...planned, state: 'open' }, NOW - HOUR)).toBe('open');
});

test('it goes on when it should have begun, or people are in it', () => {
  const planned = meeting({ startsAt: NOW, endsAt: NOW + HOUR });
  expect(isRunning(planned, NOW - 1)).toBe(false);
  expect(isRunning(planned, NOW)).toBe(true);
  expect(isRunning({ ...planned, present: 1 }, NOW - 1)).toBe(true);
  expect(isRunning({ ...planned, state: 'ended', present: 1 }, NOW)).toBe(false);
  expect(isPlanned(planned, NOW)).toBe(true);
  expect(isPlanned({ ...planned, state: 'open' }, NOW)).toBe(false);
  expect(isPlanned(planned, NOW + HOUR)).toBe(false);
});
