import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { RtspClient } from './rtsp-client.ts';
import { soap } from './soap-client.ts';

let fleet: Fleet;
const clients: RtspClient[] = [];

beforeAll(async () => {
  const spec = { clip: 5, sub: { seconds: 4 }, rtspAuth: 'none' } as const;
  fleet = await startFleet({ cameras: [spec, spec, spec, spec], prepare: ['sub'] });
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

const date = async (index: number): Promise<number> =>
  (await soap(camera(index), '<tds:GetSystemDateAndTime/>')).status;

test('a group whose uplink is cut says nothing any more, its streams neither; the others do not notice', async () => {
  let packets = 0;
  let arrived = Promise.withResolvers<undefined>();
  const watching = new RtspClient(camera(1), () => {
    packets++;
    arrived.resolve(undefined);
  });
  clients.push(watching);
  expect(await watching.play(camera(1).rtspUrl('sub'))).toBe(200);
  await arrived.promise;

  await fleet.cutOff([0, 1]);
  expect(fleet.cameras.map(({ reachable }) => reachable)).toEqual([false, false, true, true]);
  const requests = camera(0).counters.onvifRequests;
  const socket = connect(camera(0).onvifPort, camera(0).address);
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n');
  // What was on its way when the line was cut has come by the time that others have answered.
  expect(await date(2)).toBe(200);
  const before = packets;
  arrived = Promise.withResolvers();
  expect([await date(2), await date(3), await date(2)]).toEqual([200, 200, 200]);
  expect(packets).toBe(before);
  expect(camera(0).counters.onvifRequests).toBe(requests);

  const closed = once(socket, 'close');
  socket.on('error', () => socket.destroy());
  await fleet.restore([0, 1]);
  await closed;
  expect([await date(0), await date(1)]).toEqual([200, 200]);
  const again = new RtspClient(camera(1));
  clients.push(again);
  expect(await again.play(camera(1).rtspUrl('sub'))).toBe(200);
  expect(camera(1).counters.peakSessions).toBe(1);
});

test('or its connections are refused', async () => {
  await fleet.cutOff([2, 3], 'refused');
  await expect(date(3)).rejects.toThrow();
  await fleet.restore([2, 3]);
  expect(await date(3)).toBe(200);
});

test('cheap proofs and the most sessions at once are counted', async () => {
  const { cheapProofs } = camera(3).counters;
  await date(3);
  const knock = new RtspClient(camera(3));
  await knock.request('OPTIONS', camera(3).rtspUrl('sub'));
  await knock.close();
  await expect.poll(() => camera(3).counters.cheapProofs).toBe(cheapProofs + 2);
  const [a, b] = [new RtspClient(camera(3)), new RtspClient(camera(3))];
  clients.push(a, b);
  await a.play(camera(3).rtspUrl('sub'));
  await b.play(camera(3).rtspUrl('sub'));
  await a.request('TEARDOWN', camera(3).rtspUrl('sub'));
  expect(camera(3).counters).toMatchObject({ sessions: 1, peakSessions: 2 });
});

test('a camera that is not there cannot be cut off', async () => {
  await expect(fleet.cutOff([9])).rejects.toThrow(RangeError);
});
