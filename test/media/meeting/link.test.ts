import { expect, test } from 'vitest';
import { gradeOf, Link, type LinkLook } from '../../../media/meeting/link.ts';

const look = (more: Partial<LinkLook> = {}): LinkLook => ({ loss: 0, roundTripMs: 20, picture: 'full', ...more });
const [good, fair, poor] = [look(), look({ loss: 0.05 }), look({ loss: 0.12 })];

test('one look says what is heard and seen', () => {
  expect([good, fair, poor].map(gradeOf)).toEqual(['good', 'fair', 'poor']);
  expect(gradeOf(look({ roundTripMs: 500 }))).toBe('fair');
  expect(gradeOf(look({ roundTripMs: 1500 }))).toBe('poor');
  expect(gradeOf(look({ picture: 'small' }))).toBe('fair');
  expect(gradeOf(look({ picture: 'none' }))).toBe('poor');
});

test('one bad look changes nothing, two do; good news takes three', () => {
  const link = new Link();
  const grades = [poor, good, poor, poor, good, poor, good, good, good].map((each) => link.push(each));
  expect(grades).toEqual([null, null, null, 'poor', null, null, null, null, 'good']);
});

test('looks that differ are taken for the milder one', () => {
  const link = new Link();
  expect([fair, poor].map((each) => link.push(each))).toEqual([null, 'fair']);
  expect([poor, poor].map((each) => link.push(each))).toEqual([null, 'poor']);
  expect([good, fair, good].map((each) => link.push(each))).toEqual([null, null, 'fair']);
});
