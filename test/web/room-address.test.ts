import { beforeEach, expect, test, vi } from 'vitest';
import { rememberWall, roomAlone, roomBeside, wayOfCall } from '../../web/components/room-address.ts';

const on = { camera: true, microphone: true };

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  return () => vi.unstubAllGlobals();
});

test('beside the wall is the one that was shown last', () => {
  expect(roomBeside('m', on)).toEqual({ to: '/live?meeting=m', state: on });
  rememberWall('layout=9&tiles=a,,b&meeting=old');
  expect(roomBeside('m', on).to).toBe('/live?layout=9&tiles=a,,b&meeting=m');
});

test('a call is taken beside the wall only where the wall is', () => {
  expect(wayOfCall('m', { pathname: '/live', search: '?layout=4&tiles=a' })).toEqual({
    to: '/live?layout=4&tiles=a&meeting=m',
    state: on,
  });
  const alone = roomAlone('m', on);
  expect(alone.to).toBe('/meetings/m/room?camera=1&microphone=1');
  expect(wayOfCall('m', { pathname: '/live', search: '?layout=4&screen=2' })).toEqual(alone);
  expect(wayOfCall('m', { pathname: '/account', search: '' })).toEqual(alone);
});
