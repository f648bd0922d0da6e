import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { TICKET_LIFE } from '../../../server/contract/grant.ts';
import type { Watch } from '../../../server/contract/watch.ts';
import { newId } from '../../../server/id.ts';
import type { Store } from '../../../server/store/store.ts';
import { type Fleet, startFleet } from '../../fleet/index.ts';
import { DECLARED } from '../../rig/declaration.ts';
import { withoutBandwidthFeedback } from '../../rig/offer.ts';
import { SentBooks } from '../../rig/sent.ts';
import { Viewer } from '../../rig/viewer.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

/** Packets that the rightful viewer gets while the other one gets none: seconds of picture and sound. */
const MEANWHILE = 60;

const books = new SentBooks();
const shared = shareHub();
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;
let technician: Client;
let channelId: string;
let witness: Viewer;
let watched: Watch;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0 }] });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  technician = await Client.signIn(shared.url);
  const [device] = fleet.cameras;
  if (device === undefined) throw new Error('no camera');
  const { address, onvifPort: port, username, password } = device;
  const source = { kind: 'onvif', address, port, username, password };
  const body = { name: '', unitId: towns.village, placement: DECLARED, source };
  channelId = (await technician.call('camera.register', body)).body.camera.channels[0]?.id ?? '';
  // One worker: the camera's packets are in the room where every other page has its transport, too.
  const grant = await store.grants.get(await technician.leave());
  const { url, cookie } = technician;
  witness = await Viewer.open({ url, cookie, grant: () => Promise.resolve(grant) });
  watched = await witness.watch(channelId);
  await witness.nextPacket();
});
afterAll(async () => {
  await witness.close();
  await store.close();
  await fleet.close();
  books.close();
});

/** Somebody with a connected transport and nothing on it. */
interface Stranger {
  client: Client;
  viewer: Viewer;
  transportId: string;
  /** Without those that make mediasoup probe the link with packets of its own. */
  rtpCapabilities: Record<string, unknown>;
  /** Tries to open a picture by a ticket; resolves to the hub's refusal, '' where there is none. */
  redeem(ticket: string): Promise<string>;
  /** Asks for a ticket; as {@link redeem}. */
  ask(grantId: string, channel?: string): Promise<string>;
}

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

async function enter(client: Client): Promise<Stranger> {
  const { url, cookie } = client;
  const viewer = await Viewer.open({ url, cookie, grant: () => Promise.reject(new Error('none')) });
  onTestFinished(() => viewer.close());
  const [open] = await viewer.listen();
  const rtpCapabilities = withoutBandwidthFeedback(viewer.hello.rtpCapabilities);
  return {
    client,
    viewer,
    transportId: open?.transport.id ?? '',
    rtpCapabilities,
    redeem: (ticket) => codeOf(viewer.request('camera.watch', { ticket, width: 640, rtpCapabilities })),
    ask: (grantId, channel = channelId) => codeOf(viewer.request('ticket.issue', { channelId: channel, grantId })),
  };
}

/** A duty officer of a new name, in a unit. */
async function stranger(username: string, unitId = towns.otherTown): Promise<Stranger> {
  await addUser(store, username, ['duty-officer'], unitId);
  return enter(await Client.signIn(shared.url, username));
}

async function ticketOf({ client, viewer }: Stranger): Promise<string> {
  return (await viewer.request('ticket.issue', { channelId, grantId: await client.leave('incident') })).ticket;
}

/** While the rightful viewer sees on, not one packet left the server for the stranger, and none arrived. */
async function expectNothing({ viewer, transportId }: Stranger): Promise<void> {
  for (let packet = 0; packet < MEANWHILE; packet++) await witness.nextPacket();
  const { rtpBytes, consumers } = await books.of(transportId);
  expect(rtpBytes).toBe(0);
  const silence = consumers.filter(({ producerId }) => producerId !== watched.video.producerId);
  expect(silence).toEqual(consumers);
  expect(silence).toHaveLength(1);
  expect(viewer.packets).toBe(0);
}

test('the same eyes see a picture that is allowed', async () => {
  const allowed = await stranger('allowed', towns.town);
  const { viewer, transportId, rtpCapabilities } = allowed;
  const watch = await viewer.request('camera.watch', {
    ticket: await ticketOf(allowed),
    width: 1280,
    rtpCapabilities,
  });
  expect(watch.transport.id).toBe(transportId);
  // Until it is let flow, it does not.
  for (let packet = 0; packet < MEANWHILE; packet++) await witness.nextPacket();
  expect(viewer.packets).toBe(0);
  await viewer.request('watch.resume', { watchId: watch.watchId, audio: false });
  await viewer.nextPacket();
  const { rtpBytes, consumers } = await books.of(transportId);
  expect(rtpBytes).toBeGreaterThan(0);
  expect(consumers).toContainEqual({ producerId: watched.video.producerId, paused: false });
});

test('without a grant, and by one that is made up or somebody else’s', async () => {
  const one = await stranger('without');
  expect(await one.ask(newId())).toBe('grant.ended');
  expect(await one.ask(await technician.leave())).toBe('grant.ended');
  await expectNothing(one);
});

test('by a grant for another place', async () => {
  const one = await stranger('elsewhere');
  expect(await one.ask(await one.client.leave('incident'))).toBe('grant.scope');
  await expectNothing(one);
});

test('by a forged ticket', async () => {
  const one = await stranger('forger', towns.town);
  const real = await ticketOf(one);
  const last = real.endsWith('A') ? 'B' : 'A';
  for (const forged of [
    randomBytes(32).toString('base64url'),
    '',
    channelId,
    real.slice(0, -1),
    real.slice(0, -1) + last,
  ]) {
    expect(await one.redeem(forged)).toBe('ticket.invalid');
  }
  await expectNothing(one);
});

test('by a ticket that was used', async () => {
  const one = await stranger('twice', towns.town);
  const ticket = await ticketOf(one);
  const { viewer, rtpCapabilities } = one;
  const { watchId } = await viewer.request('camera.watch', { ticket, width: 640, rtpCapabilities });
  await viewer.request('watch.release', { watchId });
  expect(await one.redeem(ticket)).toBe('ticket.invalid');
  expect(await codeOf(viewer.request('watch.resume', { watchId, audio: true }))).toBe('watch.unknown');
  await expectNothing(one);
});

test('by a ticket that is too old', async () => {
  const one = await stranger('late', towns.town);
  const ticket = await ticketOf(one);
  const issued = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => issued + TICKET_LIFE);
  const refused = await one.redeem(ticket).finally(() => clock.mockRestore());
  expect(refused).toBe('ticket.invalid');
  await expectNothing(one);
});

test('by another user’s ticket, and by one whose grant was revoked meanwhile', async () => {
  const one = await stranger('thief');
  const owner = await stranger('owner', towns.town);
  const ticket = await ticketOf(owner);
  expect(await one.redeem(ticket)).toBe('ticket.invalid');
  await expectNothing(one);
  const grantId = await owner.client.leave('incident');
  const key = (await owner.viewer.request('ticket.issue', { channelId, grantId })).ticket;
  expect(await store.grants.revoke(grantId, technician.user?.id ?? '')).toBe(true);
  expect(await owner.redeem(key)).toBe('grant.ended');
  await expectNothing(owner);
});

test('by a guessed channel', async () => {
  const one = await stranger('guesser');
  const grantId = await one.client.leave('incident');
  for (const guess of [newId(), channelId.toUpperCase(), channelId.slice(0, -1), `${channelId}:main`]) {
    expect(['channel.unknown', 'request.invalid']).toContain(await one.ask(grantId, guess));
  }
  await expectNothing(one);
});

test('by the watch, the consumer or the transport of another session', async () => {
  const one = await stranger('eavesdropper');
  const same = await enter(await Client.signIn(shared.url));
  const { fingerprints } = watched.transport.dtlsParameters as { fingerprints: Record<string, string>[] };
  for (const listener of [one, same]) {
    const { viewer } = listener;
    for (const watchId of [watched.watchId, watched.video.id, watched.video.producerId, newId()]) {
      const refused = ['watch.unknown', 'request.invalid'];
      expect(refused).toContain(await codeOf(viewer.request('watch.resume', { watchId, audio: true })));
      expect(refused).toContain(await codeOf(viewer.request('watch.pause', { watchId })));
      expect(refused).toContain(await codeOf(viewer.request('watch.release', { watchId })));
    }
    const dtlsParameters = { role: 'client', fingerprints };
    const transport = { transportId: watched.transport.id, dtlsParameters };
    expect(await codeOf(viewer.request('transport.connect', transport))).toBe('transport.unknown');
    await expectNothing(listener);
  }
});
