import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { MediaError } from '../../../media/error.ts';
import { MeetingRoom } from '../../../media/meeting/meeting-room.ts';
import type { Relay } from '../../../media/relay.ts';
import { startsKeyframe } from '../../../media/rtp.ts';
import { type Fleet, startFleet } from '../../fleet/index.ts';
import type { Received } from '../../rig/attendee-media.ts';
import { Attendee } from '../../rig/attendee.ts';
import { live, PATIENCE, RelayRig, sourceOf } from '../relay-rig.ts';
import { goneOn } from './rig.ts';

/** Far longer than a first picture may take. */
const GOP_MS = 6_000;

let fleet: Fleet;
let rig: RelayRig;
let room: MeetingRoom;
let attendees: Attendee[];

beforeAll(async () => {
  const cameras = [GOP_MS / 1000, 1].map((gopSeconds) => ({ sub: { seconds: 12 }, gopSeconds }));
  fleet = await startFleet({ cameras, prepare: ['sub'], discovery: false });
});
afterAll(() => fleet.close());

beforeEach(async () => {
  rig = await RelayRig.create({ count: 2, idleMs: 60_000 });
  room = await MeetingRoom.create(rig.workers, { fullAt: 8 });
  attendees = [await Attendee.join(room, 'ann'), await Attendee.join(room, 'bo')];
});
afterEach(async () => {
  await Promise.all(attendees.map((attendee) => attendee.close()));
  room.close();
  await rig.close();
});

/** The relay of a camera with a long GOP, or a short one, live. */
async function relayOf(gop: 'long' | 'short'): Promise<Relay> {
  const camera = fleet.cameras[gop === 'long' ? 0 : 1];
  if (camera === undefined) throw new Error('no camera');
  const { relay } = await rig.relays.acquire('a', () => sourceOf(camera));
  await live(relay);
  return relay;
}

async function keyframe(received: Received): Promise<void> {
  while (!startsKeyframe((await received.next()).serialize()));
}

test('a camera is seen at once on every worker, however long its GOP is', async () => {
  expect(new Set(attendees.map(({ member }) => member.branch.pid)).size).toBe(2);
  await room.addCamera('gate', await relayOf('long'));
  const begun = performance.now();
  await Promise.all(attendees.map(async (attendee) => keyframe(await attendee.receive('gate', 'camera', 640))));
  expect(performance.now() - begun).toBeLessThan(GOP_MS / 4);
  const again = performance.now();
  await Promise.all(attendees.map(async (attendee) => keyframe(await attendee.receive('gate', 'camera', 640))));
  expect(performance.now() - again).toBeLessThan(GOP_MS / 4);
});

test('it leaves with who takes it out, and its relay goes on; nothing is left of it', async () => {
  const relay = await relayOf('short');
  const camera = await room.addCamera('gate', relay);
  const pictures = await Promise.all(attendees.map((attendee) => attendee.receive('gate', 'camera', 640)));
  await Promise.all(pictures.map((picture) => picture.next()));
  const ended = Promise.all(attendees.map(({ member }) => once(member, 'consumerClosed')));
  camera.close();
  camera.close();
  expect(await ended).toEqual(pictures.map(({ id }) => [id]));
  const [ann] = attendees;
  await expect(ann?.receive('gate', 'camera')).rejects.toThrow(RangeError);
  await expect.poll(() => room.counts, PATIENCE).toMatchObject({ producers: 0, consumers: 0 });
  expect([relay.state, relay.listenerCount('close')]).toEqual(['live', 1]);
  await Promise.all(attendees.map((attendee) => attendee.close()));
  expect(room.counts).toEqual({ members: 0, producers: 0, consumers: 0, transports: 0, routers: 0 });
});

test('it ends with its relay', async () => {
  const relay = await relayOf('short');
  await room.addCamera('gate', relay);
  const [ann] = attendees;
  const picture = await ann?.receive('gate', 'camera', 640);
  const ended = once(ann?.member ?? room, 'consumerClosed');
  await rig.relays.stop('a');
  expect(await ended).toEqual([picture?.id]);
  await expect(ann?.receive('gate', 'camera')).rejects.toThrow(RangeError);
  await expect(room.addCamera('gate', relay)).rejects.toThrow(MediaError);
});

test('it may be brought into many meetings at once', async () => {
  const relay = await relayOf('short');
  const warned: Error[] = [];
  const note = (warning: Error): void => void warned.push(warning);
  process.on('warning', note);
  await Promise.all(Array.from({ length: 20 }, (_, index) => room.addCamera(`gate ${index}`, relay)));
  await goneOn();
  process.off('warning', note);
  expect(warned).toEqual([]);
});
