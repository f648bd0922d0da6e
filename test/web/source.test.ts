import { expect, test } from 'vitest';
import { fieldOf, readSource } from '../../web/pages/cameras/source.ts';

test('only the fields of the chosen kind are sent', () => {
  const form = { address: ' 10.1.2.3 ', port: 8000, url: 'rtsp://10.1.2.3/a', username: ' admin', password: ' p ' };
  expect(readSource({ kind: 'onvif', ...form })).toEqual({
    kind: 'onvif',
    address: '10.1.2.3',
    port: 8000,
    username: 'admin',
    password: ' p ',
  });
  expect(readSource({ kind: 'rtsp', ...form })).toEqual({
    kind: 'rtsp',
    url: 'rtsp://10.1.2.3/a',
    username: 'admin',
    password: ' p ',
  });
});

test('a cause points at the field where it is mended', () => {
  expect(fieldOf('credentials', 'onvif')).toBe('password');
  expect(fieldOf('tcp', 'onvif')).toBe('port');
  expect(fieldOf('address', 'rtsp')).toBe('url');
  expect(fieldOf('codec', 'onvif')).toBeNull();
  expect(fieldOf(null, 'onvif')).toBeNull();
});
