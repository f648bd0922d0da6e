import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFleetProcess, type FleetProcess } from '../rig/fleet-process.ts';
import { sample } from '../rig/processes.ts';
import type { Counters } from './faults.ts';
import { RtspClient } from './rtsp-client.ts';

const GIGABYTE = 1e9;
let fleet: FleetProcess;

beforeAll(async () => {
  const shape = ['--cameras', '2000', '--clips', '2', '--faulty', '3'];
  fleet = await startFleetProcess([...shape, '--prepare', 'sub', '--control', '0', '--rtsp-auth', 'none']);
});
afterAll(() => fleet.close());

test('2,000 devices are one process of less than a gigabyte, and 200 stream at once', async () => {
  expect(new Set(fleet.cameras.map(({ address }) => address)).size).toBe(2000);
  expect(new Set(fleet.cameras.map(({ hardwareId }) => hardwareId)).size).toBe(2000);
  const good = fleet.cameras.filter(({ fault }) => fault === null);
  expect(good).toHaveLength(1940);

  const clients: RtspClient[] = [];
  const streams = good.slice(0, 200).map(async (camera) => {
    const arrived = Promise.withResolvers<undefined>();
    const client = new RtspClient(camera, () => arrived.resolve(undefined));
    clients.push(client);
    expect(await client.play(camera.sub)).toBe(200);
    await arrived.promise;
  });
  await Promise.all(streams);
  const counters = (await fleet.control('counters')) as Counters[];
  expect(counters.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(200);
  expect(sample(fleet.pid)?.pssBytes).toBeLessThan(GIGABYTE);
  await Promise.all(clients.map((client) => client.close()));
});
