import { expect, test } from 'vitest';
import { firstChoices, readChoices, roomPath } from '../../web/pages/meetings/before/choices.ts';
import { gradeOf, middle } from '../../web/pages/meetings/before/round-trip.ts';

test('choices are read as they were kept; what is no choice is as at the first time', () => {
  const choices = { camera: false, microphone: true, cameraId: 'c', microphoneId: '', speakerId: 's' };
  expect(readChoices(JSON.stringify(choices))).toEqual(choices);
  for (const text of [null, '', '{', 'null', '7', '[]', '{"camera":"no","cameraId":7}'])
    expect(readChoices(text)).toEqual(firstChoices);
});

test('the way to the room says what is on', () => {
  expect(roomPath('m', { camera: true, microphone: false })).toBe('/meetings/m/room?camera=1&microphone=0');
});

test('the network is graded by the middle of several looks', () => {
  expect(middle([400, 10, 30])).toBe(30);
  expect(middle([])).toBeNaN();
  expect([gradeOf(149), gradeOf(150), gradeOf(400)]).toEqual(['good', 'fair', 'poor']);
});
