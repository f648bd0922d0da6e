import { expect, test } from 'vitest';
import { DECLARED } from '../../rig/declaration.ts';
import { LocalBus } from '../../../server/cluster/local.ts';
import type { Topic } from '../../../server/cluster/ports.ts';
import type { CameraSource } from '../../../server/contract/camera.ts';
import type { Role } from '../../../server/contract/people.ts';
import { CameraRanges } from '../../../server/camera-ranges.ts';
import { LookService } from '../../../server/features/camera/look.ts';
import type { Connection } from '../../../server/features/camera/source.ts';
import type { StoredCamera } from '../../../server/store/camera-record.ts';
import { CameraService } from '../../../server/features/camera/service.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import { HubError } from '../../../server/errors.ts';
import { newId } from '../../../server/id.ts';
import { Rights } from '../../../server/rights.ts';
import { addUser } from '../people.ts';
import { openStore } from '../rig.ts';
import { addTwoTowns } from '../two-towns.ts';

const { signal } = new AbortController();

/** Cameras that are always there, one per address. */
async function rig() {
  const store = await openStore();
  const places = await addTwoTowns(store);
  const bus = new LocalBus();
  const told: [Topic, unknown][] = [];
  for (const topic of ['camera.changed', 'place.changed'] as const) {
    bus.subscribe(topic, (message) => told.push([topic, message]));
  }
  const stream = { token: '', codec: 'H264', width: 640, height: 360, fps: 25, gop: 50, bitrate: 0 } as const;
  const profile = { ...stream, role: 'main', bFrames: false, audio: null } as const;
  const probed: Connection[] = [];
  const parts = {
    store,
    bus,
    rights: new Rights(store),
    ranges: new CameraRanges(['127.0.0.0/8', '::1/128']),
    masks: { renew: (_: unknown, camera: StoredCamera) => Promise.resolve(camera) },
    prober: {
      probe: (connection: Connection) => {
        probed.push(connection);
        const { address } = connection;
        const streamUri =
          connection.kind === 'rtsp' ? connection.url : `rtsp://${address.includes(':') ? `[${address}]` : address}/`;
        return Promise.resolve({
          name: address,
          hardwareId: connection.kind === 'rtsp' ? '' : `hw-${address}`,
          manufacturer: '',
          model: '',
          clockOffsetMs: null,
          channels: [{ token: 'v', name: '', profiles: [{ ...profile, streamUri }] }],
          keyframe: { codec: 'H264', data: Buffer.alloc(0) } as const,
        });
      },
      picture: () => Promise.resolve(Buffer.from('jpeg')),
      still: () => Promise.resolve(Buffer.from('jpeg')),
    },
    checklist: { check: () => Promise.resolve([]) },
  };
  const cameras = new CameraService(parts);
  const looks = new LookService(parts);
  const actorIn = async (unitId: string, role: Role): Promise<SignedIn> => {
    const user = await store.users.find(await addUser(store, newId().slice(-12), [role], unitId));
    if (user === null) throw new Error('no user');
    return { user, address: '127.0.0.1' };
  };
  const technician = await actorIn(places.county, 'technician');
  return { store, ...places, told, cameras, looks, probed, actorIn, technician };
}

function at(address: string): CameraSource {
  return { kind: 'onvif', address, port: 80, username: '', password: '' };
}

test('a camera goes to the unit that is named, else to that of whoever registers it', async () => {
  const { cameras, technician, actorIn, county, town, village } = await rig();
  const unitOf = async (actor: SignedIn, address: string, unitId?: string): Promise<string> => {
    const given = unitId === undefined ? {} : { unitId };
    return (await cameras.register(actor, { name: '', source: at(address), ...given }, signal)).camera.unitId;
  };
  expect(await unitOf(technician, '127.0.0.1')).toBe(county);
  expect(await unitOf(technician, '127.0.0.2', village)).toBe(village);
  expect(await unitOf(await actorIn(town, 'technician'), '127.0.0.3')).toBe(town);
  // Registered again, it stays where it is.
  expect(await unitOf(technician, '127.0.0.2')).toBe(village);
});

test('each sees the cameras of the own area, and those that a grant opens', async () => {
  const { store, cameras, technician, actorIn, town, village, otherVillage } = await rig();
  for (const [index, unitId] of [town, village, otherVillage].entries()) {
    const facts = { name: `${index}`, unitId, placement: DECLARED };
    await cameras.register(technician, { ...facts, source: at(`127.0.1.${index}`) }, signal);
  }
  const namesFor = async (actor: SignedIn): Promise<string[]> => (await cameras.list(actor)).map(({ name }) => name);
  expect(await namesFor(technician)).toEqual(['0', '1', '2']);
  expect(await namesFor(await actorIn(village, 'village-official'))).toEqual(['1']);
  expect(await namesFor(await actorIn(town, 'inspector'))).toEqual([]);
  const official = await actorIn(town, 'town-official');
  expect(await namesFor(official)).toEqual(['0', '1']);
  await store.grants.add({
    userId: official.user.id,
    purpose: 'incident',
    unitId: otherVillage,
    reason: '',
    source: 'approval',
    shiftId: null,
    pending: false,
    startsAt: 0,
    endsAt: Date.now() + 3_600_000,
  });
  expect(await namesFor(official)).toEqual(['0', '1', '2']);
});

test('until its declaration is complete, only technicians of its place see a camera, or know of it', async () => {
  const { store, cameras, technician, actorIn, town, otherTown, told } = await rig();
  const facts = { name: '', source: at('127.0.5.1'), unitId: town };
  const { camera } = await cameras.register(technician, facts, signal);
  expect(camera.gaps).toContain('coordinates');
  const rights = new Rights(store);
  const channelId = camera.channels[0]?.id ?? '';
  /** Whether the role in the town lists it, and whether it may watch it. */
  const sees = async (role: Role, unitId = town): Promise<[number, string]> => {
    const actor = await actorIn(unitId, role);
    const purpose = role === 'town-official' ? 'incident' : 'maintenance';
    const grant = { userId: actor.user.id, purpose, unitId: town, reason: '', source: 'own' } as const;
    const times = { shiftId: null, pending: false, startsAt: 0, endsAt: Date.now() + 60_000 };
    const { id } = await store.grants.add({ ...grant, ...times });
    const watched = rights.watch(actor.user, channelId, id).then(
      () => 'yes',
      (error: unknown) => (error instanceof HubError ? error.code : String(error)),
    );
    return [(await cameras.list(actor)).length, await watched];
  };
  expect(await sees('town-official')).toEqual([0, 'camera.acceptance']);
  expect(await sees('technician')).toEqual([1, 'yes']);
  expect(await sees('contractor')).toEqual([1, 'yes']);
  expect(await sees('technician', otherTown)).toEqual([0, 'grant.scope']);

  told.length = 0;
  expect((await cameras.update(technician, camera.id, { placement: DECLARED }, signal)).gaps).toEqual([]);
  expect(await sees('town-official')).toEqual([1, 'yes']);
  await cameras.update(technician, camera.id, { placement: { ...DECLARED, reason: ' ' } }, signal);
  expect(await sees('town-official')).toEqual([0, 'camera.acceptance']);
  // Whoever watched is judged again each time.
  expect(told.map(([topic]) => topic)).toEqual(['place.changed', 'camera.changed', 'place.changed', 'camera.changed']);
});

test('a technician of one town changes nothing in another, and takes nothing there; attempts are on record', async () => {
  const { store, cameras, looks, technician, actorIn, town, otherTown, told } = await rig();
  const source = at('127.0.2.1');
  const { camera } = await cameras.register(technician, { name: '', source, unitId: otherTown }, signal);
  const actor = await actorIn(town, 'technician');
  const own = (await cameras.register(actor, { name: '', source: at('127.0.2.2') }, signal)).camera;
  told.length = 0;
  const acts = {
    'camera.register': () => cameras.register(actor, { name: '', source }, signal),
    'camera.probe': () => looks.probe(actor, source, signal),
    'camera.update': () => cameras.update(actor, own.id, { unitId: otherTown }, signal),
    'camera.remove': () => cameras.remove(actor, camera.id),
  };
  for (const [action, act] of Object.entries(acts)) {
    await expect(act()).rejects.toMatchObject({ code: 'permission.denied' });
    expect((await store.auditEvents.list(1))[0]).toMatchObject({ action, outcome: 'refused' });
  }
  expect(told).toEqual([]);
  expect((await store.cameras.list(null)).map(({ unitId }) => unitId).sort()).toEqual([town, otherTown].sort());
});

test('a move tells both places, and that pictures are to be judged again', async () => {
  const { store, cameras, technician, town, county, otherTown, told } = await rig();
  const facts = { name: '', unitId: town, placement: DECLARED };
  const { camera } = await cameras.register(technician, { ...facts, source: at('127.0.3.1') }, signal);
  const placement = { ...DECLARED, reason: '防火' };
  told.length = 0;
  const placed = await cameras.update(technician, camera.id, { placement }, signal);
  expect(placed).toMatchObject({ unitId: town, placement });
  expect(told.map(([topic]) => topic)).toEqual(['camera.changed']);
  expect(await cameras.update(technician, camera.id, { unitId: otherTown }, signal)).toMatchObject({ placement });
  expect(told.slice(1)).toEqual([
    ['place.changed', {}],
    ['camera.changed', { cameraId: camera.id, path: [county, town, otherTown] }],
  ]);
  expect((await store.auditEvents.list(1))[0]).toMatchObject({ unitId: otherTown, detail: { movedFrom: town } });
  await expect(cameras.update(technician, camera.id, { unitId: camera.id }, signal)).rejects.toMatchObject({
    code: 'org.unknown',
  });
});

test('a test picture needs leave: with it the purpose is on record, without it the attempt', async () => {
  const { store, cameras, looks, technician, actorIn, town, otherTown } = await rig();
  const { camera } = await cameras.register(technician, { name: '', source: at('127.0.4.1'), unitId: town }, signal);
  const channelId = camera.channels[0]?.id ?? '';
  const actor = await actorIn(town, 'technician');
  const grantIn = async (unitId: string): Promise<string> => {
    const facts = { userId: actor.user.id, purpose: 'maintenance', unitId, reason: '', source: 'own' } as const;
    const times = { shiftId: null, pending: false, startsAt: 0, endsAt: Date.now() + 60_000 };
    return (await store.grants.add({ ...facts, ...times })).id;
  };
  await expect(looks.testPicture(actor, channelId, await grantIn(otherTown), signal)).rejects.toMatchObject({
    code: 'grant.scope',
  });
  expect((await store.auditEvents.list(1))[0]).toMatchObject({ action: 'channel.test-picture', outcome: 'refused' });
  expect(await looks.testPicture(actor, channelId, await grantIn(town), signal)).toEqual(Buffer.from('jpeg'));
  expect((await store.auditEvents.list(1))[0]).toMatchObject({
    action: 'channel.test-picture',
    outcome: 'done',
    purpose: 'maintenance',
    unitId: town,
  });
});

test('a registered camera is known by its host, whatever its URL: nobody looks at it, or has it, beside its own unit', async () => {
  const { cameras, looks, technician, actorIn, town, otherTown, probed } = await rig();
  const url = (address: string): CameraSource => ({
    kind: 'rtsp',
    url: `rtsp://${address}`,
    username: '',
    password: '',
  });
  const facts = { name: '别镇', unitId: otherTown };
  await cameras.register(technician, { ...facts, source: at('127.0.6.1') }, signal);
  await cameras.register(technician, { ...facts, source: url('localhost:9/live') }, signal);
  await cameras.register(technician, { ...facts, source: at('::1') }, signal);
  const actor = await actorIn(town, 'technician');
  probed.length = 0;
  const same = [
    '127.0.6.1:554/',
    '127.0.6.1:8554/other',
    'LOCALHOST:9/live',
    '127.0.0.1:9/live',
    '[::ffff:7f00:601]/x',
  ];
  for (const source of [...same, '[0:0::1]:80/'].map(url)) {
    await expect(cameras.register(actor, { name: '', source }, signal)).rejects.toMatchObject({
      code: 'permission.denied',
    });
    await expect(looks.probe(actor, source, signal)).rejects.toMatchObject({ code: 'permission.denied' });
    await expect(looks.check(actor, source, signal)).rejects.toMatchObject({ code: 'permission.denied' });
  }
  await expect(looks.probe(actor, url('127.1/'), signal)).rejects.toMatchObject({ code: 'request.invalid' });
  // Devices of others are not even contacted.
  expect(probed).toEqual([]);

  // Who may have it gets it once, and no picture without leave.
  const again = cameras.register(technician, { name: '', source: url('127.0.6.1:554/') }, signal);
  await expect(again).rejects.toMatchObject({ code: 'camera.known' });
  const { testPicture } = await looks.probe(technician, at('127.0.6.1'), signal);
  expect(testPicture).toBeNull();
  expect((await looks.probe(technician, at('127.0.6.2'), signal)).testPicture).not.toBeNull();
});

test('a stored password never goes to another address', async () => {
  const { cameras, technician, probed } = await rig();
  const source: CameraSource = { kind: 'onvif', address: '127.0.7.1', port: 80, username: 'admin', password: 'old' };
  const { camera } = await cameras.register(technician, { name: '', source }, signal);
  probed.length = 0;
  for (const change of [{ address: '127.0.7.2' }, { port: 81 }, { address: '127.0.7.2', username: 'x' }]) {
    const update = cameras.update(technician, camera.id, change, signal);
    await expect(update).rejects.toMatchObject({ code: 'camera.password-needed' });
  }
  expect(probed).toEqual([]);
  await cameras.update(technician, camera.id, { address: '127.0.7.2', password: 'new' }, signal);
  expect(probed).toMatchObject([{ address: '127.0.7.2', credentials: { username: 'admin', password: 'new' } }]);
});

test('no camera may stand in a dwelling; who tried is on record', async () => {
  const { store, cameras, technician, probed } = await rig();
  const placement = { ...DECLARED, placeType: 'dwelling' } as const;
  const register = cameras.register(technician, { name: '', source: at('127.0.8.1'), placement }, signal);
  await expect(register).rejects.toMatchObject({ code: 'placement.forbidden' });
  expect(probed).toEqual([]);
  expect((await store.auditEvents.list(1))[0]).toMatchObject({ action: 'camera.register', outcome: 'refused' });
});
