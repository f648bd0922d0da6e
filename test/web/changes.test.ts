import { expect, test } from 'vitest';
import { DECLARED } from '../rig/declaration.ts';
import { aCamera } from './camera.ts';
import { changesOf, editForm } from '../../web/pages/cameras/changes.ts';

const camera = aCamera({ name: '东门', unitId: 'town', username: 'admin', hasPassword: true, channels: [] });

test('nothing touched, nothing sent', () => {
  expect(changesOf(camera, editForm(camera))).toEqual({});
});

test('only what differs is sent, so that a move needs no reachable camera', () => {
  expect(changesOf(camera, { ...editForm(camera), unitId: 'village' })).toEqual({ unitId: 'village' });
  expect(changesOf(camera, { ...editForm(camera), name: ' 西门 ', password: 'new' })).toEqual({
    name: '西门',
    password: 'new',
  });
});

test('a placement is sent whole', () => {
  expect(changesOf(camera, { ...editForm(camera), sign: true, longitude: 108.31 })).toEqual({
    placement: { ...DECLARED, longitude: 108.31 },
  });
});
