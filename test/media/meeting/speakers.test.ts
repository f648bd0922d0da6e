import { expect, test } from 'vitest';
import { Speakers } from '../../../media/meeting/speakers.ts';

/** Each string is who was loud in one look of 250 ms; '' is silence. @returns the order after each */
function hear(speakers: Speakers, looks: readonly string[], from = 0): string[] {
  return looks.map((loud, look) => {
    if (loud !== '') speakers.hear(Array.from(loud), from + look * 250);
    return speakers.order.join('');
  });
}

test('who speaks comes first, and stays when all are silent', () => {
  const speakers = new Speakers(12);
  expect(hear(speakers, ['a', 'a', 'a', '', '', '', '', '', '', '', '']).at(-1)).toBe('a');
  expect(hear(speakers, ['b', 'b', 'b'], 3000)).toEqual(['ab', 'ab', 'ba']);
});

test('a cough moves nobody up', () => {
  const speakers = new Speakers(12);
  hear(speakers, ['a', 'a', 'a', '', '', '', '', '', '', '']);
  expect(hear(speakers, ['b', 'b', '', '', '', '', 'b', ''], 3000).every((order) => order === 'ab')).toBe(true);
});

test('the first keeps its place while it goes on speaking, through a breath', () => {
  const speakers = new Speakers(12);
  hear(speakers, ['a', 'a', 'a']);
  const orders = hear(speakers, ['ab', 'ab', 'ab', 'ab', 'b', 'b', 'b', 'b', 'ab', 'ab'], 750);
  expect(orders.every((order) => order === 'ab')).toBe(true);
});

test('when the first has ended, who speaks beside it comes first', () => {
  const speakers = new Speakers(12);
  hear(speakers, ['a', 'ab', 'ab', 'ab']);
  expect(hear(speakers, ['b', 'b', 'b', 'b', 'b', 'b', 'b', 'b'], 1000).at(-1)).toBe('ba');
});

test('a newcomer stands behind the first who still speaks; those who speak do not change places', () => {
  const speakers = new Speakers(12);
  hear(speakers, ['a', 'ab', 'ab', 'ab', 'abc', 'abc', 'abc']);
  expect(speakers.order.join('')).toBe('acb');
  expect(new Set(hear(speakers, ['abc', 'ab', 'ac', 'abc', 'ab', 'bc', 'abc'], 1750))).toEqual(new Set(['acb']));
});

test('the list is no longer than it may be; who spoke longest ago leaves it', () => {
  const speakers = new Speakers(3);
  for (const [index, id] of Array.from('abcd').entries()) hear(speakers, [id, id, id], index * 5000);
  expect(speakers.order.join('')).toBe('dcb');
  expect(hear(speakers, ['a'], 25_000)).toEqual(['dca']);
});

test('who leaves is taken out, and is new when they come back', () => {
  const speakers = new Speakers(12);
  hear(speakers, ['a', 'ab', 'ab', 'ab']);
  expect(speakers.leave('a')).toBe(true);
  expect(speakers.leave('a')).toBe(false);
  expect(speakers.order).toEqual(['b']);
  expect(hear(speakers, ['ab', 'ab'], 1000)).toEqual(['ba', 'ba']);
});
