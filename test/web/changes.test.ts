import { expect, test } from 'vitest';
import type { Camera } from '../../server/contract/camera.ts';
import { changesOf, editForm } from '../../web/pages/cameras/changes.ts';

const camera: Camera = {
  id: 'c',
  name: '东门',
  unitId: 'town',
  placement: { place: '东门', longitude: null, latitude: null, reason: '', sign: false, filing: '' },
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
    placement: { place: '东门', longitude: 108.31, latitude: null, reason: '', sign: true, filing: '' },
  });
});
