import { expect, test } from 'vitest';
import { actsOn } from '../../web/pages/approvals/acts.ts';
import { grant } from './grants.ts';

const now = 500;

test('a request is decided by whoever answers for the unit, and never by the one who asks', () => {
  const request = grant({ source: 'approval', state: 'pending' });
  expect(actsOn(request, 'chief', true, now)).toEqual(['approve', 'refuse']);
  expect(actsOn(request, 'chief', false, now)).toEqual([]);
  expect(actsOn(request, 'u', true, now)).toEqual(['giveUp']);
});

test('broken glass is reviewed by somebody else, during and after it', () => {
  const glass = grant({ source: 'break-glass' });
  expect(actsOn(glass, 'chief', true, now)).toEqual(['review', 'revoke']);
  expect(actsOn({ ...glass, state: 'ended' }, 'chief', true, 2_000)).toEqual(['review']);
  expect(actsOn(glass, 'u', true, now)).toEqual(['giveUp']);
  const review = { by: 'chief', at: 1, justified: true, note: '' };
  expect(actsOn({ ...glass, state: 'ended', review }, 'chief', true, 2_000)).toEqual([]);
});

test('what holds can be taken away; what is over cannot', () => {
  expect(actsOn(grant({}), 'chief', true, now)).toEqual(['revoke']);
  expect(actsOn(grant({}), 'chief', true, 1_000)).toEqual([]);
  expect(actsOn(grant({ state: 'refused' }), 'chief', true, now)).toEqual([]);
});

test('nobody gives up being on duty here', () => {
  expect(actsOn(grant({ source: 'duty' }), 'u', false, now)).toEqual([]);
  expect(actsOn(grant({ source: 'duty', state: 'planned', startsAt: 700 }), 'chief', true, now)).toEqual([]);
  expect(actsOn(grant({ source: 'duty' }), 'chief', true, now)).toEqual(['revoke']);
});
