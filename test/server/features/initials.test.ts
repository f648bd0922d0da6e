import { expect, test } from 'vitest';
import { initialsOf } from '../../../server/features/camera/initials.ts';

test('initials of names: Chinese by its reading in the word, all else as it is, without what nobody types', () => {
  expect(initialsOf('县城大桥')).toBe('xcdq');
  expect(initialsOf('重庆路口')).toBe('cqlk');
  expect(initialsOf('重点路段')).toBe('zdld');
  expect(initialsOf('银行门口')).toBe('yhmk');
  expect(initialsOf('女娲宫')).toBe('nwg');
  expect(initialsOf('长安镇·3号 PTZ（东）')).toBe('caz3hptzd');
  expect(initialsOf('East Gate')).toBe('eastgate');
  expect(initialsOf('—')).toBe('');
  expect(initialsOf('县城大桥')).toBe('xcdq');
});
