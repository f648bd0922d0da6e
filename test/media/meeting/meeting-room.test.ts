import { afterEach, beforeEach, expect, test } from 'vitest';
import { MeetingRig, PATIENCE } from './rig.ts';

let rig: MeetingRig;

beforeEach(async () => {
  rig = await MeetingRig.create(2);
});

afterEach(async () => {
  await rig.close();
});

test('a voice and a picture reach who asks for them', async () => {
  const room = await rig.room();
  const [ann, bo] = await Promise.all([rig.join(room, 'ann'), rig.join(room, 'bo')]);
  await ann.speak();
  await ann.show();
  const [voice, picture] = [await bo.receive('ann', 'microphone'), await bo.receive('ann', 'camera')];
  await expect.poll(() => voice.packets, PATIENCE).toBeGreaterThan(5);
  await expect.poll(() => picture.packets, PATIENCE).toBeGreaterThan(5);
  expect(room.counts).toEqual({ members: 2, producers: 2, consumers: 2, transports: 4, routers: 1 });
});
