import { expect, it } from 'vitest';
import { causes, MediaError } from '../../media/error.ts';
import { Cause } from '../../server/contract/camera.ts';

it('names the same causes as the API', () => {
  expect([...causes].sort()).toEqual([...Cause.enum].sort());
});

it('says its reason first', () => {
  expect(new MediaError('tcp', 'ECONNREFUSED').message).toBe('tcp: ECONNREFUSED');
  expect(new MediaError('tcp').message).toBe('tcp');
});
