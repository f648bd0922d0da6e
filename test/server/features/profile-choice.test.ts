import { expect, test } from 'vitest';
import { candidates } from '../../../server/features/camera/profile-choice.ts';
import { statusOf } from '../../../server/features/discovery/service.ts';
import { chooseProfile } from '../../../server/features/watch/stream.ts';

const offer = (token: string, codec: 'H264' | 'H265' | 'other', width: number) => ({ token, codec, width });
const tokens = (...offers: ReturnType<typeof offer>[]) => {
  const { main, sub } = candidates(offers);
  return [main.map(({ token }) => token).join(' '), sub.map(({ token }) => token).join(' ')];
};

test('main is the largest, sub the largest for a small tile, H.264 before H.265', () => {
  expect(tokens(offer('a', 'H264', 1920), offer('b', 'H264', 640), offer('c', 'H264', 320))).toEqual(['a', 'b c']);
  expect(tokens(offer('a', 'H265', 3840), offer('b', 'H264', 1280), offer('c', 'H265', 640))).toEqual(['b a', 'c']);
  expect(tokens(offer('a', 'H265', 3840), offer('c', 'H264', 640))).toEqual(['a', 'c']);
});

test('one stream is main, and what is neither cannot be shown', () => {
  expect(tokens(offer('a', 'H264', 352))).toEqual(['a', '']);
  expect(tokens(offer('a', 'H264', 640), offer('b', 'H264', 320))).toEqual(['a', 'b']);
  expect(tokens(offer('a', 'other', 1920), offer('b', 'H264', 640))).toEqual(['b', '']);
  expect(tokens(offer('a', 'other', 1920))).toEqual(['', '']);
  expect(tokens(offer('a', 'H264', 0))).toEqual(['a', '']);
});

test('the tile decides', () => {
  const both = [{ role: 'main' }, { role: 'sub' }];
  expect(chooseProfile(both, 640)?.role).toBe('sub');
  expect(chooseProfile(both, 641)?.role).toBe('main');
  expect(chooseProfile([{ role: 'main' }], 100)?.role).toBe('main');
  expect(chooseProfile<{ role: string }>([], 100)).toBeUndefined();
});

test('a device found again is known by its hardware first', () => {
  const known = [
    { hardwareId: 'hw-1', address: '10.0.0.1', port: 80 },
    { hardwareId: '', address: '10.0.0.2', port: 80 },
  ];
  const found = (hardwareId: string, address: string) => statusOf({ hardwareId, address, port: 80 }, known);
  expect(found('hw-1', '10.0.0.1')).toBe('known');
  expect(found('hw-1', '10.0.0.9')).toBe('moved');
  expect(found('', '10.0.0.2')).toBe('known');
  expect(found('', '10.0.0.3')).toBe('new');
});
