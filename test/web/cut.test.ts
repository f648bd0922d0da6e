import { expect, test } from 'vitest';
import { type Answers, isCut, readAnswers } from '../../web/media/cut.ts';

/** Readings one after the other, the last one for ever; how many were asked for. */
async function judge(readings: (Answers | null)[]): Promise<{ cut: boolean; reads: number }> {
  let reads = 0;
  const read = (): Promise<Answers | null> => Promise.resolve(readings[Math.min(reads++, readings.length - 1)] ?? null);
  const cut = await isCut(read, () => Promise.resolve());
  return { cut, reads };
}

const still: Answers = { packets: 900, requests: 4, responses: 4 };
const asked: Answers = { ...still, requests: 5 };

test('a way on which a check stays without an answer is cut', async () => {
  expect((await judge([still, still, asked])).cut).toBe(true);
  expect((await judge([still, asked, { ...asked, requests: 6 }])).cut).toBe(true);
});

test('one that carries anything, or answers at last, is not', async () => {
  expect(await judge([still, { ...still, packets: 901 }])).toEqual({ cut: false, reads: 2 });
  expect((await judge([still, asked, asked, { ...asked, responses: 5 }])).cut).toBe(false);
});

test('nothing is said of one that is not checked, that has ended, or that has no way yet', async () => {
  const quiet = await judge([still]);
  expect(quiet.cut).toBe(false);
  expect(quiet.reads).toBeLessThan(20);
  // A check that was lost when the way was looked for.
  expect((await judge([asked])).cut).toBe(false);
  expect((await judge([null])).cut).toBe(false);
  expect((await judge([still, asked, null])).cut).toBe(false);
});

test('only the pair that is in use counts', () => {
  const pair = { type: 'candidate-pair', packetsReceived: 7, requestsSent: 3, responsesReceived: 2 };
  const rows = [
    { ...pair, id: 'other', packetsReceived: 1 },
    { ...pair, id: 'used' },
  ];
  expect(readAnswers([...rows, { type: 'transport', selectedCandidatePairId: 'used' }])).toEqual({
    packets: 7,
    requests: 3,
    responses: 2,
  });
  expect(readAnswers([...rows, { type: 'transport' }])).toBeNull();
});
