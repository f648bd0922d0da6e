import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MeetingRoom } from '../../../media/meeting/meeting-room.ts';
import type { Attendee } from '../../rig/attendee.ts';
import { MeetingRig, PATIENCE } from './rig.ts';

let rig: MeetingRig;
let room: MeetingRoom;
let ann: Attendee;
let bo: Attendee;
let told: string[];

beforeEach(async () => {
  rig = await MeetingRig.create(1);
  room = await rig.room({ lookMs: 100 });
  told = [];
  room.on('link', (id, grade) => told.push(`${id} ${grade}`));
  [ann, bo] = await Promise.all([rig.join(room, 'ann'), rig.join(room, 'bo', true)]);
  await ann.speak();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rig.close();
});

test('a narrow link: a small picture, then none, and the voice goes on all the time', async () => {
  await ann.show();
  const [voice, picture] = [await bo.receive('ann', 'microphone'), await bo.receive('ann', 'camera', 1280)];
  let gap = 0;
  let last = performance.now();
  voice.on('packet', () => {
    gap = Math.max(gap, performance.now() - last);
    last = performance.now();
  });
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(1100);
  await rig.narrow(bo, 130_000);
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(500);
  await expect.poll(() => told, PATIENCE).toEqual(['bo fair']);
  // Less than the smallest layer takes.
  await rig.narrow(bo, 31_000);
  await expect.poll(() => told, PATIENCE).toEqual(['bo fair', 'bo poor']);
  const [seen, heard] = [picture.packets, voice.packets];
  await expect.poll(() => voice.packets, PATIENCE).toBeGreaterThan(heard + 25);
  expect([picture.packets, gap < 200]).toEqual([seen, true]);
});

test('a screen that a narrow link has no room for is held back; the voice goes on', async () => {
  await ann.show('screen', 1);
  const [voice, screen] = [await bo.receive('ann', 'microphone'), await bo.receive('ann', 'screen', 1280)];
  await Promise.all([voice.next(), screen.next()]);
  await rig.narrow(bo, 50_000);
  const reporting = setInterval(() => bo.report(voice, 0.2), 50);
  await expect.poll(() => rig.isPaused(screen.id), PATIENCE).toBe(true);
  await expect.poll(() => told, PATIENCE).toEqual(['bo poor']);
  const held = screen.packets;
  const heard = voice.packets;
  await bo.member.show(screen.id, 640);
  await expect.poll(() => voice.packets, PATIENCE).toBeGreaterThan(heard + 25);
  clearInterval(reporting);
  expect(screen.packets).toBe(held);
});

test('it is tried again when all have fallen silent, too', async () => {
  await ann.show('screen', 1);
  const [voice, screen] = [await bo.receive('ann', 'microphone'), await bo.receive('ann', 'screen', 1280)];
  await Promise.all([voice.next(), screen.next()]);
  await rig.narrow(bo, 50_000);
  const reporting = setInterval(() => bo.report(voice, 0.2), 50);
  await expect.poll(() => rig.isPaused(screen.id), PATIENCE).toBe(true);
  clearInterval(reporting);
  await ann.member.setSource('microphone', 'off');
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  await expect.poll(() => rig.isPaused(screen.id), PATIENCE).toBe(false);
});
