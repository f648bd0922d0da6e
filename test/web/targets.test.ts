import { expect, test } from 'vitest';
import { readTargets } from '../../web/pages/cameras/targets.ts';

test('addresses, ranges and blocks, however they are separated', () => {
  expect(readTargets('10.1.2.3, 10.1.2.0/24\n10.1.2.3-10.1.2.40；10.9.9.9、10.8.8.8')).toEqual({
    targets: ['10.1.2.3', '10.1.2.0/24', '10.1.2.3-10.1.2.40', '10.9.9.9', '10.8.8.8'],
  });
});

test('a range may be written with spaces and any dash', () => {
  expect(readTargets('10.1.2.3 - 10.1.2.40')).toEqual({ targets: ['10.1.2.3-10.1.2.40'] });
  expect(readTargets('10.1.2.3～10.1.2.40')).toEqual({ targets: ['10.1.2.3-10.1.2.40'] });
});

test('nothing is nothing', () => {
  expect(readTargets(' \n')).toEqual({ targets: [] });
});

test.each(['10.1.2.300', '10.1.2', '10.1.2.3.4', '10.1.2.0/33', '10.1.2.0/24/8', 'camera.local', '10.1.2.3-', '1-2-3'])(
  '%j is named as bad',
  (word) => expect(readTargets(`10.0.0.1 ${word}`)).toEqual({ bad: word }),
);
