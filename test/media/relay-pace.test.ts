import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Relay } from '../../media/relay.ts';
import { startsKeyframe } from '../../media/rtp.ts';
import type { View } from '../../media/view.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { nextPicture } from './decode.ts';
import { live, PATIENCE, RelayRig, sourceOf, type Viewer } from './relay-rig.ts';

let fleet: Fleet;
let rig: RelayRig;
beforeAll(async () => {
  const sub = { seconds: 4 };
  fleet = await startFleet({ cameras: [{ sub, gopSeconds: 1 }], clips: 1, prepare: ['sub'], discovery: false });
  rig = await RelayRig.create({ idleMs: 0 });
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

async function start(key: string): Promise<{ relay: Relay; release: () => void }> {
  const lease = await rig.relays.acquire(key, () => sourceOf(fleet.cameras[0] ?? expect.fail()));
  await live(lease.relay);
  return lease;
}

/** A view in a direct transport, which hands over what a browser would get; and all it ever got. */
async function viewOf(relay: Relay) {
  const router = rig.routerOf(relay);
  const transport = await router.createDirectTransport();
  const consumers: types.Consumer[] = [];
  const got: { consumer: types.Consumer; packet: Buffer }[] = [];
  const peer = {
    consume: async ({ id }: types.Producer) => {
      const { rtpCapabilities } = router;
      const consumer = await transport.consume({ producerId: id, rtpCapabilities, paused: true });
      consumer.on('rtp', (packet) => got.push({ consumer, packet }));
      consumers.push(consumer);
      return consumer;
    },
  } as unknown as Parameters<Relay['view']>[0];
  const view = await relay.view(peer, router.rtpCapabilities);
  const of = (consumer: types.Consumer | null): Buffer[] =>
    got.filter((one) => one.consumer === consumer).map(({ packet }) => packet);
  const close = (): void => {
    view.close();
    transport.close();
  };
  return { view, transport, consumers, of, close };
}

/** Producers of video that mediasoup itself knows in the relay's room, with how many consume each. */
async function producers(relay: Relay): Promise<number> {
  const { mapProducerIdConsumerIds } = await rig.routerOf(relay).dump();
  return mapProducerIdConsumerIds.length;
}

async function keyframesOnly(view: View): Promise<types.Consumer> {
  const consumer = await view.setPace('keyframes');
  await view.resume(false);
  return consumer ?? expect.fail();
}

test('keyframes alone: the first one at once, each is whole, nothing else comes, and the way back is as quick', async () => {
  const { relay, release } = await start('pace');
  const before = await producers(relay);
  const { view, of, close } = await viewOf(relay);
  const full = view.video;
  await view.resume(false);
  await vi.waitFor(() => expect(of(full).length).toBeGreaterThan(20), PATIENCE);

  const few = await keyframesOnly(view);
  expect(view.video).toBe(few);
  expect(full.closed).toBe(true);
  expect(await producers(relay)).toBe(before + 1);
  await vi.waitFor(() => expect(of(few).filter(startsKeyframe).length).toBeGreaterThan(2), PATIENCE);
  const packets = of(few);
  const times = Map.groupBy(packets, (packet) => packet.readUInt32BE(4));
  for (const picture of [...times.values()].slice(0, -1)) {
    // Every picture is a keyframe, and ends.
    expect(picture.some(startsKeyframe)).toBe(true);
    expect(picture.some((packet) => packet.readUInt8(1) >> 7 === 1)).toBe(true);
  }
  const numbers = new Set(packets.map((packet) => packet.readUInt16BE(2)));
  const [first = 0] = numbers;
  expect([...numbers]).toEqual([...numbers].map((_, at) => (first + at) & 0xffff));
  // About a second from one to the next, as in the whole stream: time is not pressed together.
  const [one = 0, two = 0] = [...times.keys()];
  expect(Math.abs(((two - one) >>> 0) - 90_000)).toBeLessThan(30_000);
  const picture = await nextPicture(asViewer(few), 640, 360);
  expect(picture.brightest(0, 0, 1, 1)).toBeGreaterThan(100);

  const last = of(full).length;
  const again = (await view.setPace('full')) ?? expect.fail();
  await view.resume(false);
  await vi.waitFor(() => expect(of(again).length).toBeGreaterThan(40), PATIENCE);
  expect(startsKeyframe(of(again)[0] ?? expect.fail())).toBe(true);
  expect(of(full).length).toBe(last);
  await vi.waitFor(async () => expect(await producers(relay)).toBe(before), PATIENCE);
  close();
  release();
});

test('the producer is shared, made once however many ask at once, and gone with the last who needs it', async () => {
  const { relay, release } = await start('shared');
  const before = await producers(relay);
  const [one, ...others] = await Promise.all([viewOf(relay), viewOf(relay), viewOf(relay)]);
  const views = [one, ...others];
  const made = await Promise.all(views.map(({ view }) => view.setPace('keyframes')));
  expect(new Set(made.map((consumer) => consumer?.producerId)).size).toBe(1);
  expect(await producers(relay)).toBe(before + 1);
  for (const { view } of others) view.close();
  expect(await producers(relay)).toBe(before + 1);
  // Closed while it asks: nothing of it is left.
  const asked = one.view.setPace('keyframes');
  one.view.close();
  expect(await asked).toBeNull();
  expect(one.consumers.every(({ closed }) => closed)).toBe(true);
  await vi.waitFor(async () => expect(await producers(relay)).toBe(before), PATIENCE);

  // To and fro, as fast as can be.
  const { view, consumers, close } = await viewOf(relay);
  for (let round = 0; round < 10; round++) await view.setPace(round % 2 === 0 ? 'keyframes' : 'full');
  await Promise.all([view.setPace('keyframes'), view.setPace('full'), view.setPace('keyframes')]);
  expect(consumers.filter(({ kind, closed }) => kind === 'video' && !closed)).toEqual([view.video]);
  close();
  await vi.waitFor(async () => expect(await producers(relay)).toBe(before), PATIENCE);
  for (const { transport } of views) transport.close();
  release();
});

test('a relay that ends takes it along', async () => {
  const { relay, release } = await start('ending');
  const { view, close } = await viewOf(relay);
  const few = await keyframesOnly(view);
  await rig.relays.stop('ending');
  await vi.waitFor(() => expect(few.closed).toBe(true), PATIENCE);
  await expect(view.setPace('keyframes')).rejects.toThrow();
  await expect(view.setPace('full')).rejects.toThrow();
  close();
  release();
});

/** As much of a viewer as decoding needs. */
function asViewer(consumer: types.Consumer): Viewer {
  const viewer = { onPacket: null as ((packet: Buffer) => void) | null };
  consumer.on('rtp', (packet) => viewer.onPacket?.(packet));
  return viewer as unknown as Viewer;
}
