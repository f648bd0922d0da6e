import { expect, test } from 'vitest';
import type { Camera } from '../../server/contract/camera.ts';
import { DECLARED } from '../rig/declaration.ts';
import { changesOf, editForm } from '../../web/pages/cameras/changes.ts';

const camera: Camera = {
  id: 'c',
  name: '东门',
  unitId: 'town',
  placement: DECLARED,
  gaps: [],
  signCode: '0123456789',
  signPhoto: false,
  testPicture: null,
  kind: 'onvif',
  address: '127.0.0.9',
  port: 80,
  username: 'admin',
  hasPassword: true,
  hardwareId: '',
  manufacturer: '',
  model: '',
  clockOffsetMs: null,
  channels: [],
  createdAt: 0,
  updatedAt: 0,
};

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
    placement: { ...DECLARED, longitude: 108.31, reason: '' },
  });
});
