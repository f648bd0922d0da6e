import { expect, test } from 'vitest';
import { causeOf, readDevices } from '../../web/media/meeting/capture.ts';
import { cameraSize, isWeak, sendingOf } from '../../web/media/meeting/encodings.ts';
import { roomKey } from '../../web/pages/room/room-keys.ts';

test('a camera is sent in three layers of VP8, a quarter, a half and the whole of 720p', () => {
  const { codec, encodings } = sendingOf('camera', false);
  expect(codec).toBe('video/vp8');
  expect(encodings?.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([4, 2, 1]);
  expect(cameraSize(false)).toMatchObject({ width: 1280, height: 720 });
});

test('a weak computer sends a smaller picture in two layers', () => {
  expect([isWeak(2), isWeak(4)]).toEqual([true, false]);
  expect(sendingOf('camera', true).encodings).toHaveLength(2);
  expect(cameraSize(true).height).toBe(360);
});

test('a screen has one layer, so that writing is readable; a voice has DTX and FEC', () => {
  expect(sendingOf('screen', false).encodings).toHaveLength(1);
  expect(sendingOf('microphone', false).codecOptions).toMatchObject({ opusDtx: true, opusFec: true });
  expect(sendingOf('screen-sound', false).codecOptions).toMatchObject({ opusStereo: true });
});

test('devices that were chosen before are read; anything else is no choice', () => {
  expect(readDevices('{"camera":"c1","microphone":"","speaker":7}')).toEqual({
    camera: 'c1',
    microphone: undefined,
    speaker: undefined,
  });
  for (const text of [null, 'null', '{', '[1]']) expect(readDevices(text).camera).toBeUndefined();
});

test('why a device gives nothing is told apart', () => {
  const named = (name: string): Error => Object.assign(new Error('no'), { name });
  expect(['NotAllowedError', 'NotReadableError', 'NotFoundError'].map((name) => causeOf(named(name)))).toEqual([
    'refused',
    'busy',
    'missing',
  ]);
  const thrown = (name: string): DOMException => new DOMException('', name);
  expect(['NotAllowedError', 'SecurityError'].map((name) => causeOf(thrown(name)))).toEqual(['refused', 'refused']);
  expect(['NotFoundError', 'OverconstrainedError'].map((name) => causeOf(thrown(name)))).toEqual([
    'missing',
    'missing',
  ]);
  expect(['NotReadableError', 'AbortError'].map((name) => causeOf(thrown(name)))).toEqual(['busy', 'busy']);
  expect(causeOf('odd')).toBe('missing');
});

const plain = { ctrlKey: false, altKey: false, metaKey: false, repeat: false };

test('keys of the room: microphone, camera, hand, layouts', () => {
  expect(['m', 'V', 'h', '2', 'x', '9'].map((key) => roomKey({ ...plain, key }, false))).toEqual([
    { act: 'microphone' },
    { act: 'camera' },
    { act: 'hand' },
    { act: 'layout', layout: 'grid' },
    null,
    null,
  ]);
});

test('nobody unmutes themselves by writing, by a shortcut of the browser or by leaning on a key', () => {
  expect(roomKey({ ...plain, key: 'm' }, true)).toBeNull();
  expect(roomKey({ ...plain, key: 'm', ctrlKey: true }, false)).toBeNull();
  expect(roomKey({ ...plain, key: 'm', repeat: true }, false)).toBeNull();
});
