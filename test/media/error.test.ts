import { expect, test } from 'vitest';
import { causes, MediaError } from '../../media/error.ts';
import { Cause } from '../../server/contract/camera.ts';

test('media and the API know the same causes', () => {
  expect([...causes].sort()).toEqual([...Cause.enum].sort());
});

test('the message is the cause, and the detail where there is one', () => {
  expect(new MediaError('tcp').message).toBe('tcp');
  expect(new MediaError('tcp', 'port 554').message).toBe('tcp: port 554');
});
