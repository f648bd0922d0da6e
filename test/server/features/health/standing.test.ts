import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../../server/contract/camera.ts';
import { isDoubtful, newStanding, restore, type Standing, step } from '../../../../server/features/health/standing.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23);

/** Goes on from a standing by proofs a minute apart: `a` an answer, `p` a picture, capital: bad. */
function after(proofs: string, from = newStanding(START), at = START, cause: Cause = 'tcp'): Standing {
  return proofs.split('').reduce((standing, proof, index) => {
    const isGood = proof === proof.toLowerCase();
    const common = { at: at + index * MINUTE, cause: isGood ? null : cause };
    return step(
      standing,
      proof.toLowerCase() === 'a' ? { kind: 'answer', ...common } : { kind: 'picture', ...common, sure: false },
    );
  }, from);
}
const stateAfter = (proofs: string): string => after(proofs).shown.state;

describe('a state', () => {
  test.each([
    ['nothing is known before a picture', 'a', 'unknown'],
    ['one good picture of one that answers', 'ap', 'working'],
    ['one miss is no outage', 'apA', 'working'],
    ['two are', 'apAA', 'offline'],
    ['a hit between them forgives', 'apAaA', 'working'],
    ['one sign of life is no recovery', 'apAAa', 'offline'],
    ['two are, but the picture has to be proven anew', 'apAAaa', 'unknown'],
    ['and then it works', 'apAAaap', 'working'],
    ['a picture is a sign of life, too, and not more', 'apAAp', 'offline'],
    ['one bad picture is chance', 'apP', 'working'],
    ['two are not', 'apPP', 'faulty'],
    ['and one good one after them is chance', 'apPPp', 'faulty'],
    ['two good ones', 'apPPpp', 'working'],
    ['one that never showed anything good', 'aPP', 'faulty'],
    ['a bad picture of one that is gone says nothing new', 'apAAP', 'offline'],
  ])('%s: %s', (_, proofs, state) => expect(stateAfter(proofs)).toBe(state));

  test('a result that is sure needs no second', () => {
    const standing = step(after('ap'), { kind: 'picture', at: START + 5 * MINUTE, cause: 'credentials', sure: true });
    expect(standing.shown).toMatchObject({ state: 'faulty', cause: 'credentials', since: START + 5 * MINUTE });
  });

  test('what contradicts it is worth another look soon', () => {
    expect(isDoubtful(after('ap'), 'answer')).toBe(false);
    expect(isDoubtful(after('apA'), 'answer')).toBe(true);
    expect(isDoubtful(after('apAA'), 'answer')).toBe(false);
    expect(isDoubtful(after('apP'), 'picture')).toBe(true);
  });

  test('the cause follows what is found, the beginning stays', () => {
    const closed = after('apAA');
    const silent = after('A', closed, START + 10 * MINUTE, 'timeout');
    expect(silent.shown).toEqual({ ...closed.shown, cause: 'timeout' });
  });

  test('a picture vouches for half an hour, whatever else answers', () => {
    const later = (minutes: number): string => after('a', after('ap'), START + minutes * MINUTE).shown.state;
    expect([later(31), later(32)]).toEqual(['working', 'unknown']);
  });
});

describe('flapping', () => {
  const on = 'aap';
  test('six changes in half an hour are: it is shown as its worst until it has been quiet', () => {
    const wild = after(`ap${`AA${on}`.repeat(3)}`);
    expect(wild.flapping).toBe(true);
    expect(wild.shown.state).toBe('offline');
    const lastAt = START + 16 * MINUTE;
    const calm = after('p', after('a'.repeat(13), wild, lastAt + MINUTE), lastAt + 14 * MINUTE);
    expect([calm.flapping, calm.shown.state]).toEqual([true, 'offline']);
    const quiet = after('a', calm, lastAt + 15 * MINUTE);
    expect([quiet.flapping, quiet.shown.state]).toEqual([false, 'working']);
  });

  test('fewer are not', () => {
    const restless = after(`ap${`AA${on}`.repeat(2)}`);
    expect([restless.flapping, restless.shown.state]).toEqual([false, 'working']);
  });
});

describe('after a restart', () => {
  const stored = { cameraId: '', cause: null, since: START, checkedAt: START, pictureAt: START, flapping: false };
  const back = START + 5 * MINUTE;

  test('it goes on as it was, and as slow to change', () => {
    const working = restore({ ...stored, state: 'working' });
    expect(working.shown).toEqual({ state: 'working', cause: null, since: START });
    expect(after('A', working, back).shown.state).toBe('working');
    expect(after('AA', working, back).shown.state).toBe('offline');
    const offline = restore({ ...stored, state: 'offline', cause: 'tcp' });
    expect(after('a', offline, back).shown.state).toBe('offline');
    expect(after('aap', offline, back).shown.state).toBe('working');
    const faulty = restore({ ...stored, state: 'faulty', cause: 'black' });
    expect(after('ap', faulty, back).shown.state).toBe('faulty');
    expect(after('app', faulty, back).shown.state).toBe('working');
  });

  test('but a picture of long ago vouches for nothing', () => {
    const working = restore({ ...stored, state: 'working' });
    expect(after('a', working, START + 60 * MINUTE).shown.state).toBe('unknown');
  });
});
