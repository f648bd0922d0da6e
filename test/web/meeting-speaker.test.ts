import { expect, test } from 'vitest';
import { followSpeaker, noSpeaker, type SteadySpeaker } from '../../web/media/meeting/steady-speaker.ts';

const all = () => true;
const begin = followSpeaker(noSpeaker, ['a'], all, 0).state;
const shown = (state: SteadySpeaker) => state.shown;

test('the first who speaks is shown at once', () => {
  expect(shown(begin)).toBe('a');
});

test('a cough of another changes nothing', () => {
  const coughed = followSpeaker(begin, ['b', 'a'], all, 5_000);
  expect(shown(coughed.state)).toBe('a');
  expect(coughed.again).toBe(800);
  const back = followSpeaker(coughed.state, ['a', 'b'], all, 5_300);
  expect([shown(back.state), back.again]).toEqual(['a', null]);
  expect(shown(followSpeaker(back.state, ['b', 'a'], all, 5_900).state)).toBe('a');
});

test('whoever goes on speaking is shown when the time has come, though nothing new was told', () => {
  const asked = followSpeaker(begin, ['b', 'a'], all, 5_000);
  const due = followSpeaker(asked.state, ['b', 'a'], all, 5_000 + (asked.again ?? 0));
  expect([shown(due.state), due.again]).toEqual(['b', null]);
});

test('whoever is shown stays for a moment, however lively it is', () => {
  const early = followSpeaker(begin, ['b', 'a'], all, 100);
  expect(early.again).toBe(2_400);
  expect(shown(followSpeaker(early.state, ['b', 'a'], all, 1_500).state)).toBe('a');
  expect(shown(followSpeaker(early.state, ['b', 'a'], all, 2_500).state)).toBe('b');
});

test('whoever leaves is replaced at once; those who are not there are passed over', () => {
  const left = followSpeaker(begin, ['a', 'c', 'b'], (id) => id === 'b', 10);
  expect(shown(left.state)).toBe('b');
  expect(shown(followSpeaker(begin, ['a'], () => false, 10).state)).toBeNull();
});
