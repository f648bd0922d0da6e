import { expect, test } from 'vitest';
import * as h264 from '../../../media/bitstream/h264.ts';
import * as h265 from '../../../media/bitstream/h265.ts';
import { H264_SPS, H265_SPS } from './units.ts';

test.each(H264_SPS)('H.264 $says', ({ sps, format }) => {
  expect(h264.readSps(Buffer.from(sps, 'hex'))).toEqual(format);
});

test.each(H265_SPS)('H.265 $says', ({ sps, format }) => {
  expect(h265.readSps(Buffer.from(sps, 'hex'))).toEqual(format);
});

test('a set that is cut off, or another unit, is none', () => {
  for (const { sps } of H264_SPS) expect(h264.readSps(Buffer.from(sps, 'hex').subarray(0, 8))).toBeNull();
  for (const { sps } of H265_SPS) expect(h265.readSps(Buffer.from(sps, 'hex').subarray(0, 14))).toBeNull();
  expect(h264.readSps(Buffer.from('68ee3c80', 'hex'))).toBeNull();
  expect(h265.readSps(Buffer.from('4401c073c089', 'hex'))).toBeNull();
  expect(h264.readSps(Buffer.alloc(0))).toBeNull();
});

test('a VUI that breaks off costs no more than what stands in it', () => {
  const whole = Buffer.from(H264_SPS[0]?.sps ?? '', 'hex');
  expect(h264.readSps(whole.subarray(0, 14))).toMatchObject({ width: 640, height: 360, fps: 0 });
});

test.each([
  ['65888040', 'I'],
  ['419a2100', 'P'],
  ['019e4100', 'B'],
  ['6742c016', null],
  ['41', null],
  ['', null],
])('the slice %j is of type %j', (hex, type) => {
  expect(h264.sliceType(Buffer.from(hex, 'hex'))).toBe(type);
});
