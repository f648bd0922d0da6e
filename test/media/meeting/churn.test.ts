import { randomInt } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../media/meeting/member.ts';
import type { MeetingRoom } from '../../../media/meeting/meeting-room.ts';
import { capabilitiesOf } from '../../rig/attendee.ts';
import { pictureParameters, voiceParameters } from '../../rig/attendee-stream.ts';
import { MeetingRig, PATIENCE } from './rig.ts';

const ROUNDS = 60;
/** In the room at once: on both workers. */
const ABREAST = 5;

let rig: MeetingRig;
/** Consumers that were made to flow. */
let shown = 0;

beforeAll(async () => {
  rig = await MeetingRig.create(2);
});
afterAll(() => rig.close());

const ssrc = (): number => randomInt(1, 0x7fffffff);

/** Joins, sends, asks for what the others send, is muted and unmuted; then leaves, now and then in the middle of it. */
async function visit(room: MeetingRoom, lane: number, round: number): Promise<void> {
  const member = await room.join(`lane ${lane}`);
  const acts = act(room, member, lane, round).catch(expectError);
  if (round % 3 !== 0) await acts;
  else for (let turns = 0; turns < round; turns++) await turn();
  // Every fifth joins again over its former self.
  if (round % 5 !== 0) member.close();
  await acts;
}

async function act(room: MeetingRoom, member: Member, lane: number, round: number): Promise<void> {
  await member.setMuted('microphone', round % 2 === 0);
  await member.produce('microphone', voiceParameters(ssrc()) as unknown as types.RtpParameters);
  await member.produce('camera', pictureParameters([ssrc(), ssrc(), ssrc()]) as unknown as types.RtpParameters);
  for (let other = 0; other < ABREAST; other++) {
    if (other !== lane) await watch(room, member, `lane ${other}`, round % 2 === 0).catch(expectError);
  }
  await member.setMuted('microphone', round % 2 === 1);
}

async function watch(room: MeetingRoom, member: Member, fromId: string, drops: boolean): Promise<void> {
  const capabilities = capabilitiesOf(room);
  await member.consume(fromId, 'microphone', 1, capabilities);
  const { id } = await member.consume(fromId, 'camera', 320, capabilities);
  await member.show(id, 1280);
  shown++;
  if (drops) member.drop(id);
}

/** Cut off by its own end, or by that of whom it watches. */
function expectError(error: unknown): void {
  expect(error).toBeInstanceOf(Error);
}

test(`${ROUNDS * ABREAST} joins and leaves leave nothing behind`, async () => {
  const room = await rig.room({ fullAt: 16 });
  const before = await rig.held();
  let routers = 0;
  const lane = async (lane: number): Promise<void> => {
    for (let round = 1; round <= ROUNDS; round++) {
      await visit(room, lane, round);
      routers = Math.max(routers, room.counts.routers);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, (_, index) => lane(index)));
  expect(routers).toBe(2);
  expect(shown).toBeGreaterThan(ROUNDS * ABREAST);
  for (let lane = 0; lane < ABREAST; lane++) room.member(`lane ${lane}`)?.close();
  expect(room.counts).toEqual({ members: 0, producers: 0, consumers: 0, transports: 0, routers: 0 });
  await expect.poll(async () => (await rig.held()).routers, PATIENCE).toBe(before.routers - 1);
  room.close();
  const empty = await rig.held();
  const next = await rig.room();
  // A fresh room is all that a fresh room was.
  expect(await rig.held()).toEqual(before);
  next.close();
  expect(await rig.held()).toEqual(empty);
});
