import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { beginsKeyframe, RtspClient, type Arrival } from './rtsp-client.ts';

const QUICK = { seconds: 4 };
const OPEN = { clip: 5, rtspAuth: 'none', sub: QUICK } as const;
let fleet: Fleet;
const clients: RtspClient[] = [];

beforeAll(async () => {
  const shared = { ...OPEN, sub: { seconds: 20 }, gopSeconds: 10 };
  fleet = await startFleet({
    cameras: [OPEN, { ...OPEN, sessionLimit: 2 }, shared],
    prepare: ['sub'],
    discovery: false,
  });
});
afterAll(() => fleet.close());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

function camera(index: number): SimulatedCamera {
  const found = fleet.cameras[index];
  if (!found) throw new RangeError(`no camera ${index}`);
  return found;
}

/** Plays the sub stream; `until` decides from the packets so far whether it has seen enough. */
async function watch(target: SimulatedCamera, until: (arrivals: Arrival[]) => boolean): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const client = new RtspClient(target, (arrival) => {
    arrivals.push(arrival);
    if (until(arrivals)) resolve(undefined);
  });
  clients.push(client);
  expect(await client.play(target.rtspUrl('sub'))).toBe(200);
  await promise;
  return arrivals;
}

const video = (arrivals: Arrival[]): Arrival[] => arrivals.filter(({ channel }) => channel === 0);
const marked = ({ packet }: Arrival): boolean => ((packet[1] ?? 0) & 0x80) !== 0;

describe('a session', () => {
  test('begins with a keyframe and a sender report', async () => {
    const arrivals = await watch(camera(0), (all) => all.some(({ channel }) => channel === 1) && video(all).length > 0);
    const first = video(arrivals)[0];
    expect(first && beginsKeyframe(first.packet)).toBe(true);
    const report = arrivals.find(({ channel }) => channel === 1)?.packet;
    expect(report?.[1]).toBe(200);
    const seconds = (report?.readUInt32BE(8) ?? 0) - 2_208_988_800;
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(3);
  });

  test('numbers its packets without a gap, and its timestamps go as the pictures do', async () => {
    const arrivals = await watch(camera(0), (all) => video(all).filter(marked).length >= 30);
    const packets = video(arrivals);
    packets.slice(1).forEach(({ packet }, i) => {
      const previous = packets[i]?.packet.readUInt16BE(2) ?? 0;
      expect(packet.readUInt16BE(2)).toBe((previous + 1) & 0xffff);
    });
    const stamps = packets.filter(marked).map(({ packet }) => packet.readUInt32BE(4));
    const steps = stamps.slice(1).map((stamp, i) => (stamp - (stamps[i] ?? 0)) >>> 0);
    expect(new Set(steps)).toEqual(new Set([6000]));
  });

  test('of a shared encoder joins in the middle of a GOP', async () => {
    const [first] = video(await watch(camera(2), (all) => video(all).length > 0));
    // One picture of 150 is a keyframe: it may be hit once in a while, twice never.
    const [second] = video(await watch(camera(2), (all) => video(all).length > 0));
    expect([first, second].every((arrival) => arrival && beginsKeyframe(arrival.packet))).toBe(false);
  });

  test('gets a keyframe soon after a synchronization point', async () => {
    let asked = 0;
    const arrivals = await watch(camera(0), (all) => {
      // Not in the first GOP's last moments, where a keyframe comes anyway.
      if (asked === 0 && video(all).filter(marked).length === 8) {
        asked = video(all).length;
        camera(0).synchronize('sub');
      }
      return (
        asked > 0 &&
        video(all)
          .slice(asked)
          .some(({ packet }) => beginsKeyframe(packet))
      );
    });
    const until = video(arrivals).slice(asked);
    const pictures = until
      .slice(
        0,
        until.findIndex(({ packet }) => beginsKeyframe(packet)),
      )
      .filter(marked).length;
    // 200 ms are three pictures; without being asked the keyframe would have come after 22.
    expect(pictures).toBeLessThan(11);
  });

  test('is refused beyond the limit, and there is room again when one ends', async () => {
    const [a, b, c] = [new RtspClient(camera(1)), new RtspClient(camera(1)), new RtspClient(camera(1))];
    clients.push(a, b, c);
    const url = camera(1).rtspUrl('sub');
    expect(await a.play(url)).toBe(200);
    expect(await b.play(url)).toBe(200);
    expect(await c.play(url)).toBe(453);
    expect(camera(1).counters.sessions).toBe(2);
    await a.request('TEARDOWN', url);
    expect(await c.play(url)).toBe(200);
  });
});

test('50 streams at once come at their own pace, and none is dropped', async () => {
  const many = await startFleet({
    discovery: false,
    prepare: ['sub'],
    cameras: Array.from({ length: 50 }, () => OPEN),
  });
  const pictures = 60;
  try {
    const all = await Promise.all(
      many.cameras.map((one) => watch(one, (arrivals) => video(arrivals).filter(marked).length >= pictures)),
    );
    for (const arrivals of all) {
      const shown = video(arrivals).filter(marked);
      const took = (shown.at(-1)?.at ?? 0) - (shown[0]?.at ?? 0);
      // By what the pictures say of their time: a machine that stops for seconds makes the fleet leave some out.
      const span = ((shown.at(-1)?.packet.readUInt32BE(4) ?? 0) - (shown[0]?.packet.readUInt32BE(4) ?? 0)) >>> 0;
      const pace = took / (span / 90);
      expect(pace).toBeGreaterThan(0.75);
      expect(pace).toBeLessThan(1.25);
    }
    expect(many.cameras.reduce((sum, { counters }) => sum + counters.droppedFrames, 0)).toBe(0);
  } finally {
    await many.close();
  }
});
