import { afterEach, beforeEach, expect, test } from 'vitest';
import type { types } from 'mediasoup';
import type { MeetingRoom } from '../../../media/meeting/meeting-room.ts';
import { pictureParameters, voiceParameters } from '../../rig/attendee-stream.ts';
import { type Attendee, capabilitiesOf } from '../../rig/attendee.ts';
import { MeetingRig, PATIENCE } from './rig.ts';

let rig: MeetingRig;
let room: MeetingRoom;
let ann: Attendee;
let bo: Attendee;

beforeEach(async () => {
  rig = await MeetingRig.create(1);
  room = await rig.room();
  [ann, bo] = await Promise.all([rig.join(room, 'ann'), rig.join(room, 'bo')]);
});

afterEach(async () => {
  await rig.close();
});

test('what a chair mutes reaches nobody within 200 ms, though its page sends on and switches itself on', async () => {
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  await voice.next();
  const mutedAt = performance.now();
  await ann.member.setMuted('microphone', true);
  await ann.member.setSource('microphone', 'on');
  await ann.sentMeanwhile(50);
  expect(voice.lastAt - mutedAt).toBeLessThan(200);
  const heard = voice.packets;
  await ann.sentMeanwhile(25);
  expect(voice.packets).toBe(heard);
  await ann.member.setMuted('microphone', false);
  await voice.next();
});

test('a mute holds for what is produced later, also while it is being produced', async () => {
  await ann.member.setMuted('microphone', true);
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  await ann.sentMeanwhile(25);
  expect(voice.packets).toBe(0);
  await ann.member.setMuted('camera', false);
  const producing = ann.show();
  await ann.member.setMuted('camera', true);
  await producing;
  const picture = await bo.receive('ann', 'camera');
  await ann.sentMeanwhile(75);
  expect([voice.packets, picture.packets]).toEqual([0, 0]);
});

test('a mute holds, too, where a chair changes their mind while it is being produced', async () => {
  await ann.member.setMuted('camera', true);
  const producing = ann.show();
  const produced = rig.produced(ann);
  await ann.member.setMuted('camera', false);
  await produced;
  await ann.member.setMuted('camera', true);
  await producing;
  const picture = await bo.receive('ann', 'camera');
  await ann.sentMeanwhile(75);
  expect(picture.packets).toBe(0);
});

test('who leaves while a source is being produced leaves none behind', async () => {
  const parameters = pictureParameters([1, 2, 3]) as unknown as types.RtpParameters;
  const producing = ann.member.produce('camera', parameters);
  ann.member.close();
  await expect(producing).rejects.toThrow();
  await expect(bo.member.consume('ann', 'camera', 100, capabilitiesOf(room))).rejects.toThrow(RangeError);
  expect(room.counts).toMatchObject({ members: 1, producers: 0 });
});

test('the own switch and the chair are two: packets flow while neither is off', async () => {
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  await voice.next();
  await ann.member.setSource('microphone', 'off');
  await ann.member.setMuted('microphone', true);
  await ann.member.setMuted('microphone', false);
  await ann.sentMeanwhile(10);
  const heard = voice.packets;
  await ann.sentMeanwhile(25);
  expect(voice.packets).toBe(heard);
  await ann.member.setSource('microphone', 'on');
  await voice.next();
});

test('the width of the tile decides the layer; 0 stops it', async () => {
  await ann.show();
  const picture = await bo.receive('ann', 'camera', 160);
  await picture.next();
  expect(picture.lastBytes).toBe(200);
  await bo.member.show(picture.id, 320);
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(500);
  await bo.member.show(picture.id, 1280);
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(1100);
  await bo.member.show(picture.id, 0);
  await ann.sentMeanwhile(15);
  const seen = picture.packets;
  await ann.sentMeanwhile(30);
  expect(picture.packets).toBe(seen);
  await bo.member.show(picture.id, 160);
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(200);
});

test('what is stopped and wanted again at once is shown', async () => {
  await ann.show();
  const picture = await bo.receive('ann', 'camera', 160);
  await picture.next();
  await Promise.all([bo.member.show(picture.id, 0), bo.member.show(picture.id, 320)]);
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(500);
  await Promise.all([bo.member.show(picture.id, 320), bo.member.show(picture.id, 0)]);
  expect(rig.isPaused(picture.id)).toBe(true);
});

test('a screen is one layer, beside the camera', async () => {
  await ann.show('camera');
  const screen = await rig.join(room, 'cy');
  await screen.show('screen', 1);
  const received = await bo.receive('cy', 'screen', 1600);
  await received.next();
  await screen.member.setSource('screen', 'closed');
  await expect(bo.member.show(received.id, 1600)).rejects.toThrow(RangeError);
});

test('a source that is closed, sent anew, or whose sender leaves ends its consumers', async () => {
  const ended: string[] = [];
  bo.member.on('consumerClosed', (id) => ended.push(id));
  await ann.speak();
  const first = await bo.receive('ann', 'microphone');
  await ann.speak();
  await expect.poll(() => ended, PATIENCE).toEqual([first.id]);
  const second = await bo.receive('ann', 'microphone');
  await second.next();
  await ann.member.setSource('microphone', 'closed');
  await expect.poll(() => ended, PATIENCE).toEqual([first.id, second.id]);
  await ann.show();
  const third = await bo.receive('ann', 'camera');
  await ann.close();
  await expect.poll(() => ended, PATIENCE).toEqual([first.id, second.id, third.id]);
  expect(room.counts).toMatchObject({ members: 1, producers: 0, consumers: 0, transports: 2 });
});

test('what is not there is a RangeError, and what is wrong a TypeError', async () => {
  const { member } = ann;
  await expect(member.consume('bo', 'camera', 100, capabilitiesOf(room))).rejects.toThrow(RangeError);
  await expect(member.show('x', 100)).rejects.toThrow(RangeError);
  expect(() => member.drop('x')).toThrow(RangeError);
  await expect(member.setSource('camera', 'off')).rejects.toThrow(RangeError);
  await expect(member.restartIce('x')).rejects.toThrow(RangeError);
  await expect(member.connect('x', { fingerprints: [] })).rejects.toThrow(RangeError);
  const voice = voiceParameters(1) as unknown as types.RtpParameters;
  await expect(member.produce('camera', voice)).rejects.toThrow(TypeError);
  await expect(member.produce('microphone', {} as types.RtpParameters)).rejects.toThrow(TypeError);
  await ann.speak();
  const none = { codecs: [], headerExtensions: [] };
  await expect(bo.member.consume('ann', 'microphone', 100, none)).rejects.toThrow();
  expect(room.counts.consumers).toBe(0);
});

test('the same id joins again: the former member ends', async () => {
  await ann.speak();
  const again = await room.join('ann');
  expect([ann.member.closed, room.member('ann') === again]).toEqual([true, true]);
  expect(room.counts).toMatchObject({ members: 2, producers: 0, transports: 4 });
  const [one, other] = await Promise.all([room.join('ann'), room.join('ann')]);
  expect([again.closed, one.closed !== other.closed]).toEqual([true, true]);
  expect(room.counts).toMatchObject({ members: 2, transports: 4 });
});

test('after a change of network both ways go on with what they had', async () => {
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  await voice.next();
  const before = ann.member.send.iceParameters.usernameFragment;
  const { send } = ann.member;
  const parameters = await ann.member.restartIce(send.id);
  expect(parameters.usernameFragment).not.toBe(before);
  expect(ann.member.send.iceParameters).toEqual(parameters);
  await ann.sendEnd.restartIce(parameters, send.iceCandidates);
  const heard = voice.packets;
  await expect.poll(() => voice.packets, PATIENCE).toBeGreaterThan(heard + 5);
});
