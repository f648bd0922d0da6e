import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MediaError } from '../../../media/error.ts';
import type { MeetingRoom } from '../../../media/meeting/meeting-room.ts';
import { type Attendee, capabilitiesOf } from '../../rig/attendee.ts';
import { goneOn, MeetingRig, PATIENCE } from './rig.ts';

let rig: MeetingRig;

beforeEach(async () => {
  rig = await MeetingRig.create(2);
});

afterEach(async () => {
  await rig.close();
});

const idsOn = (room: MeetingRoom, ids: readonly string[]): Map<number, string[]> =>
  Map.groupBy(ids, (id) => room.member(id)?.branch.pid ?? 0);

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

test('a piece of a voice that did not come is sent once more', async () => {
  const room = await rig.room();
  const [ann, bo] = await Promise.all([rig.join(room, 'ann'), rig.join(room, 'bo')]);
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  const { sequenceNumber } = (await voice.next()).header;
  const times = new Map<number, number>();
  voice.on('packet', ({ header }) => times.set(header.sequenceNumber, (times.get(header.sequenceNumber) ?? 0) + 1));
  bo.miss(voice, sequenceNumber);
  await expect.poll(() => times.get(sequenceNumber), PATIENCE).toBe(1);
});

test('the 92 sites of the county come at once and are on both workers', async () => {
  const room = await rig.room();
  const ids = Array.from({ length: 92 }, (_, index) => `site ${index}`);
  await Promise.all(ids.map((id) => room.join(id)));
  const places = [...idsOn(room, ids).values()].map(({ length }) => length);
  expect(places.length).toBe(2);
  expect(Math.min(...places)).toBeGreaterThan(30);
  expect(room.counts).toEqual({ members: 92, producers: 0, consumers: 0, transports: 184, routers: 2 });
});

test('what is on another worker crosses once for all who want it there, and no longer', async () => {
  const room = await rig.room({ fullAt: 8 });
  const [ann, bo, cy] = [await rig.join(room, 'ann'), await rig.join(room, 'bo'), await rig.join(room, 'cy')];
  const far = [bo, cy].filter(({ member }) => member.branch !== ann.member.branch);
  const [one = bo] = far;
  expect(one.member.branch).not.toBe(ann.member.branch);
  const ssrcs = await ann.show();
  await ann.speak();
  const [picture, same, voice] = await Promise.all([
    one.receive('ann', 'camera', 160),
    one.receive('ann', 'camera', 160),
    one.receive('ann', 'microphone'),
  ]);
  await Promise.all([picture.next(), voice.next()]);
  // Two pipes: a consumer and a producer each, and a pair of transports.
  expect(room.counts).toMatchObject({ producers: 2 + 2, consumers: 3 + 2, transports: 6 + 2 });
  await one.member.show(picture.id, 1280);
  await expect.poll(() => picture.lastBytes, PATIENCE).toBe(1100);
  expect(ann.keyframesAsked.get(ssrcs[2] ?? 0)).toBeGreaterThan(0);
  one.member.drop(picture.id);
  one.member.drop(voice.id);
  await same.next();
  expect(room.counts).toMatchObject({ producers: 2 + 1, consumers: 1 + 1 });
  const ended = once(one.member, 'consumerClosed');
  await ann.member.setSource('camera', 'closed');
  expect(await ended).toEqual([same.id]);
  await expect.poll(() => room.counts, PATIENCE).toMatchObject({ producers: 1, consumers: 0 });
});

test('who leaves while something is being brought over leaves nothing behind', async () => {
  const room = await rig.room({ fullAt: 8 });
  const members: Attendee[] = [];
  for (const id of ['ann', 'bo', 'cy', 'dy']) members.push(await rig.join(room, id));
  const [ann] = members;
  const [far, stays] = members.filter(({ member }) => member.branch !== ann?.member.branch);
  if (ann === undefined || far === undefined || stays === undefined) throw new Error('not two on each worker');
  await ann.show();
  await far.receive('ann', 'camera');
  const consuming = far.member.consume('ann', 'camera', 160, capabilitiesOf(room));
  await goneOn();
  far.member.close();
  await expect(consuming).rejects.toThrow();
  await expect.poll(() => room.counts, PATIENCE).toMatchObject({ members: 3, producers: 1, consumers: 0 });
  expect(stays.member.closed).toBe(false);
});

test('a mute holds on every worker', async () => {
  const room = await rig.room({ fullAt: 8 });
  const [ann, bo] = [await rig.join(room, 'ann'), await rig.join(room, 'bo')];
  expect(bo.member.branch).not.toBe(ann.member.branch);
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  await voice.next();
  const mutedAt = performance.now();
  await ann.member.setMuted('microphone', true);
  const silent = await bo.receive('ann', 'microphone');
  await ann.sentMeanwhile(40);
  expect([voice.lastAt - mutedAt < 200, silent.packets]).toEqual([true, 0]);
  await ann.member.setMuted('microphone', false);
  await Promise.all([voice.next(), silent.next()]);
});

test('a worker dies: its members are lost, the others go on, and who joins again is back', async () => {
  const room = await rig.room({ fullAt: 8 });
  const [ann, bo] = [await rig.join(room, 'ann'), await rig.join(room, 'bo')];
  const cy = await rig.join(room, 'cy');
  const [near, far] = cy.member.branch === ann.member.branch ? [ann, bo] : [bo, ann];
  await far.speak();
  await cy.speak();
  const [lost, kept] = [await near.receive(far.member.id, 'microphone'), await near.receive('cy', 'microphone')];
  await Promise.all([lost.next(), kept.next()]);
  const ended = once(near.member, 'consumerClosed');
  const told = once(room, 'lost');
  process.kill(far.member.branch.pid, 'SIGKILL');
  expect(await told).toEqual([[far.member.id]]);
  expect(await ended).toEqual([lost.id]);
  expect([far.member.closed, near.member.closed, room.member(far.member.id)]).toEqual([true, false, undefined]);
  await kept.next();
  await expect
    .poll(() => room.counts, PATIENCE)
    .toEqual({
      members: 2,
      producers: 1,
      consumers: 1,
      transports: 4,
      routers: 1,
    });
  const back = await rig.join(room, far.member.id);
  await back.speak();
  await (await near.receive(far.member.id, 'microphone')).next();
});

test('a worker that dies while a mute is passed on to it takes nothing else along', async () => {
  const room = await rig.room({ fullAt: 8 });
  const [ann, bo] = [await rig.join(room, 'ann'), await rig.join(room, 'bo')];
  const { pid } = bo.member.branch;
  expect(pid).not.toBe(ann.member.branch.pid);
  await ann.speak();
  await (await bo.receive('ann', 'microphone')).next();
  const unseen: unknown[] = [];
  const note = (error: unknown): void => void unseen.push(error);
  process.on('unhandledRejection', note);
  const [pipe] = rig.pipes;
  process.kill(pid, 'SIGSTOP');
  await ann.member.setMuted('microphone', true);
  await expect.poll(() => pipe?.producerPaused, PATIENCE).toBe(true);
  const told = once(room, 'lost');
  process.kill(pid, 'SIGKILL');
  expect(await told).toEqual([['bo']]);
  // Node tells of a rejection that nobody has seen before this.
  await turn();
  process.off('unhandledRejection', note);
  expect(unseen).toEqual([]);
});

test('the only worker dies: joins fail with a reason, until there is another', async () => {
  await rig.close();
  rig = await MeetingRig.create(1);
  const room = await rig.room();
  await room.join('ann');
  const [replaced, told] = [once(rig.workers, 'replaced'), once(room, 'lost')];
  for (const pid of rig.workers.pids) process.kill(pid, 'SIGKILL');
  await told;
  await expect(room.join('ann')).rejects.toThrow(MediaError);
  await replaced;
  expect((await room.join('ann')).closed).toBe(false);
});

test('who has just spoken is first; a cough moves nobody up', async () => {
  const room = await rig.room({ fullAt: 8 });
  const [ann, bo] = [await rig.join(room, 'ann'), await rig.join(room, 'bo')];
  const levels: Record<string, number | null> = { ann: 25, bo: 70 };
  const told: string[] = [];
  room.on('speakers', (ids) => told.push(ids.join(' ')));
  await ann.speak(() => levels['ann'] ?? null);
  await bo.speak(() => levels['bo'] ?? null);
  await expect.poll(() => told, PATIENCE).toEqual(['ann']);
  levels['ann'] = null;
  levels['bo'] = 25;
  await expect.poll(() => told, PATIENCE).toEqual(['ann', 'ann bo', 'bo ann']);
  await bo.close();
  await expect.poll(() => told.at(-1), PATIENCE).toBe('ann');
});

test('a link that loses is told, with what is reported of it', async () => {
  const room = await rig.room({ lookMs: 50 });
  const [ann, bo] = [await rig.join(room, 'ann'), await rig.join(room, 'bo')];
  const told: unknown[] = [];
  room.on('link', (id, grade) => told.push([id, grade]));
  await ann.speak();
  const voice = await bo.receive('ann', 'microphone');
  await voice.next();
  bo.report(voice, 0.2);
  await expect.poll(() => told, PATIENCE).toEqual([['bo', 'poor']]);
  bo.report(voice, 0);
  await expect
    .poll(() => told, PATIENCE)
    .toEqual([
      ['bo', 'poor'],
      ['bo', 'good'],
    ]);
});

test('a closed room holds nothing and lets nobody in', async () => {
  const before = await rig.held();
  const room = await rig.room();
  const member = await room.join('ann');
  const closed = once(room, 'close');
  const joining = room.join('bo');
  room.close();
  room.close();
  await closed;
  await expect(joining).rejects.toThrow();
  await expect(room.join('cy')).rejects.toThrow('closed');
  expect([member.closed, room.counts.transports]).toEqual([true, 0]);
  expect(await rig.held()).toEqual(before);
});
