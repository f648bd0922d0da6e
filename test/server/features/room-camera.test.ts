import { beforeAll, expect, test } from 'vitest';
import { leaser } from '../../../server/features/watch/lease.ts';
import type { StoredCamera } from '../../../server/store/camera-record.ts';
import { newId } from '../../../server/id.ts';
import { registered } from '../../rig/registered.ts';
import { testConfig } from '../rig.ts';
import { type RoomPage, shareRooms } from './room-rig.ts';

const rig = shareRooms();
let camera: StoredCamera;
let other: StoredCamera;

beforeAll(async () => {
  rig.pull = leaser(rig.relays, testConfig().cameraRanges);
  camera = await addCamera('广场');
  other = await addCamera('河口');
});

/** One that nobody answers for: its relay knocks in vain, which is nothing to what may be shown. */
async function addCamera(name: string): Promise<StoredCamera> {
  const facts = { name, address: '127.0.0.1', onvifPort: 9, username: '', password: '', hardwareId: newId() };
  const made = registered({ ...facts, rtspUrl: (role) => `rtsp://127.0.0.1:9/${role}` }, rig.towns.town, {
    kind: 'rtsp',
    credentials: null,
  });
  await rig.store.transaction(({ cameras }) => cameras.save(made));
  return made;
}

async function grant(userId: string, minutes = 60, unitId = rig.towns.town): Promise<string> {
  const facts = { purpose: 'disaster', reason: '', source: 'own', shiftId: null, pending: false } as const;
  const times = { startsAt: Date.now() - 1000, endsAt: Date.now() + minutes * 60_000 };
  return (await rig.store.grants.add({ ...facts, ...times, userId, unitId })).id;
}

function channelOf({ channels }: StoredCamera): string {
  return channels[0]?.id ?? '';
}

async function sit() {
  const [owner, official] = [await rig.person(), await rig.person(rig.towns.town)];
  const meeting = await rig.meeting(owner);
  const [chair, page] = [await rig.page(owner), await rig.page(official)];
  const { rtpCapabilities } = await chair.join(meeting);
  const { participantId } = await page.join(meeting);
  const wish = { channelId: channelOf(camera), grantId: await grant(official) };
  return { meeting, chair, page, official, participantId, wish, rtpCapabilities };
}

function gone(page: RoomPage): Promise<unknown> {
  const before = page.all('room.cameras').length;
  return expect
    .poll(() =>
      page
        .all('room.cameras')
        .slice(before)
        .some(({ cameras }) => cameras.length === 0),
    )
    .toBe(true);
}

async function lines(channelId: string) {
  return rig.store.auditEvents.search({ units: null, targetId: channelId }, 20);
}

test('a camera is shown to all by the leave of who brought it, on the record with how many see it', async () => {
  const { meeting, chair, page, participantId, wish, rtpCapabilities, official } = await sit();
  expect(await page.code('room.bringCamera', wish)).toBeNull();
  const { cameras } = await chair.heard('room.cameras', (news) => news.cameras.length === 1);
  expect(cameras[0]).toMatchObject({ name: '广场', participantId, purpose: 'disaster', channelId: wish.channelId });
  const cameraId = cameras[0]?.id ?? '';
  const consume = { participantId: cameraId, source: 'camera', width: 640, rtpCapabilities };
  expect(await chair.code('room.consume', consume)).toBeNull();
  expect(await page.code('room.bringCamera', wish)).toBe('room.camera-there');
  const late = await rig.page(await rig.person());
  expect((await late.join(meeting)).room.cameras).toHaveLength(1);
  // A guest gets none.
  const visitor = await rig.page(await rig.guest(meeting.id));
  await visitor.join(meeting);
  expect(await visitor.code('room.consume', consume)).toBe('room.guest');
  expect(await visitor.code('room.bringCamera', wish)).not.toBeNull();

  expect(await late.code('room.removeCamera', { cameraId })).toBe('room.chair');
  const ending = gone(chair);
  expect(await chair.code('room.removeCamera', { cameraId })).toBeNull();
  await ending;
  expect(await chair.code('room.removeCamera', { cameraId })).toBe('room.camera');
  await expect.poll(async () => (await lines(wish.channelId))[0]?.action).toBe('camera.watch-end');
  const [end, begin] = await lines(wish.channelId);
  expect(begin).toMatchObject({ action: 'camera.watch', purpose: 'disaster', user: { id: official } });
  expect(begin?.detail).toMatchObject({ meeting: meeting.id, viewers: 2 });
  expect(end?.detail).toMatchObject({ reason: 'removed', viewers: 3 });
});

test('it leaves with its leave, with who brought it, and with the camera', async () => {
  const { chair, page, wish, official } = await sit();
  const bring = async (): Promise<void> => {
    expect(await page.code('room.bringCamera', wish)).toBeNull();
    await expect.poll(() => chair.all('room.cameras').at(-1)?.cameras.length).toBe(1);
  };
  await bring();
  let ending = gone(chair);
  rig.bus.publish('channel.ended', { channelIds: [wish.channelId], reason: 'camera-changed' });
  await ending;
  await bring();
  ending = gone(chair);
  await rig.store.grants.revoke(wish.grantId, official);
  rig.bus.publish('grant.changed', { userId: official, path: [] });
  await ending;
  expect(await page.code('room.bringCamera', wish)).toBe('grant.ended');
  wish.grantId = await grant(official);
  await bring();
  ending = gone(chair);
  await page.ask('room.leave', {});
  await ending;
});

test('without leave of one’s own no camera is brought, and the attempt is on record', async () => {
  const { chair, page, wish } = await sit();
  expect(await chair.code('room.bringCamera', wish)).toBe('grant.ended');
  const [line] = await lines(wish.channelId);
  expect(line).toMatchObject({ action: 'camera.watch', outcome: 'refused', detail: { reason: 'grant.ended' } });
  expect(line?.purpose).toBeNull();
  expect(await chair.act({ act: 'set', settings: { mayShare: false } })).toBeNull();
  expect(await page.code('room.bringCamera', { ...wish, channelId: channelOf(other) })).toBe('room.share');
});
