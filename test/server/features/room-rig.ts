import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { WebSocketServer } from 'ws';
import { Relays, Workers } from '../../../media/index.ts';
import { LocalBus } from '../../../server/cluster/local.ts';
import type { ChairAct, RoomJoined } from '../../../server/contract/meeting-room.ts';
import type { Role } from '../../../server/contract/people.ts';
import { addRoomHandlers } from '../../../server/features/room/handlers.ts';
import { Rooms } from '../../../server/features/room/rooms.ts';
import type { RoomParts } from '../../../server/features/room/parts.ts';
import { newId } from '../../../server/id.ts';
import { Invitations } from '../../../server/invitations.ts';
import { Keys } from '../../../server/keys.ts';
import { Rights } from '../../../server/rights.ts';
import { AuditBacklog } from '../../../server/store/audit-backlog.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import { Store } from '../../../server/store/store.ts';
import { Dispatch } from '../../../server/ws/dispatch.ts';
import { HubSocket } from '../../../server/ws/hub-socket.ts';
import { addUser } from '../people.ts';
import { Page, testConfig } from '../rig.ts';
import { addTwoTowns, type TwoTowns } from '../two-towns.ts';

type Joined = Extract<RoomJoined, { state: 'in' }>;

/** The rooms of a hub with real workers, a real store and the real way of a request; who a page is of it says itself. */
export interface RoomRig {
  store: Store;
  bus: LocalBus;
  rooms: Rooms;
  workers: Workers;
  relays: Relays;
  towns: TwoTowns;
  /** Log lines and unexpected errors so far. */
  log: string[];
  /** What was written in chats. */
  written: { meetingId: string; name: string; text: string }[];
  /** What cameras are pulled with. */
  pull: RoomParts['pull'];
  /** How long seats are kept, ms; undefined: as long as ever. */
  seatKept?: number | undefined;
  /** A user with a role in a unit, the root unless another is named; the id. */
  person(unitId?: string, role?: Role): Promise<string>;
  /** A guest of a meeting. */
  guest(meetingId: string): Promise<string>;
  /** A page of a user; a page of the same session where one is named. */
  page(userId: string, sessionId?: string): Promise<RoomPage>;
  /** A meeting that runs now, for an hour, to which the county's people are invited. */
  meeting(ownerId: string, changes?: Partial<StoredMeeting>): Promise<StoredMeeting>;
  /** As when the hub's process starts anew. */
  restart(): Promise<void>;
}

/** A page in, or on its way into, a room. */
export class RoomPage extends Page {
  /** Comes in. Throws the code where it is refused. */
  async join({ id: meetingId }: { id: string }, passcode?: string): Promise<Joined> {
    const { ok, data, error } = await this.ask<'room.join'>('room.join', {
      meetingId,
      ...(passcode !== undefined && { passcode }),
    });
    if (ok !== true) throw new Error(error?.code);
    if (data.state !== 'in') throw new Error(data.state);
    return data;
  }

  /** The code with which something was refused; null: it was done. */
  async code(request: Parameters<Page['ask']>[0], data: unknown): Promise<string | null> {
    const { ok, error } = await this.ask(request, data);
    return ok === true ? null : (error?.code ?? 'no code');
  }

  /** A chair's act, as {@link code}. */
  act(act: ChairAct): Promise<string | null> {
    return this.code('room.act', act);
  }

  /** Leaves the wire without a word. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}

/** One rig for all tests of a file. */
export function shareRooms(): RoomRig {
  const rig = {} as RoomRig;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
    closers.unshift(() => rm(folder, { recursive: true, force: true }));
    const config = testConfig({ HUB_DATA: folder });
    const store = await Store.open(join(folder, 'hub.sqlite'), Keys.load(folder));
    closers.unshift(() => store.close());
    const workers = await Workers.create({
      count: 1,
      binary: config.workerBinary,
      listenHost: '127.0.0.1',
      firstPort: 0,
    });
    closers.unshift(() => workers.close());
    const relays = await Relays.create({ workers, ffmpeg: config.ffmpeg, idleMs: 1000, transcodeLimit: 1 });
    closers.unshift(() => relays.close());
    Object.assign(rig, { store, workers, relays, log: [], written: [], towns: await addTwoTowns(store) });
    rig.pull = () => Promise.reject(new Error('no camera in this test'));
    const server = createServer();
    const sockets = new WebSocketServer({ server, path: '/ws' });
    let dispatch = new Dispatch(logInto(rig));
    rig.restart = async () => {
      for (const client of sockets.clients) client.terminate();
      await (rig.rooms as Rooms | undefined)?.close();
      dispatch = new Dispatch(logInto(rig));
      Object.assign(rig, { bus: new LocalBus() });
      Object.assign(rig, { rooms: await Rooms.create(partsOf(rig)) });
      addRoomHandlers(dispatch, rig.rooms);
    };
    sockets.on('connection', (socket, { headers }) => {
      const begin = async (): Promise<void> => {
        const user = await store.users.find(String(headers['x-user']));
        if (user === null) throw new Error('no such user');
        const hub = new HubSocket(socket, { user, address: '127.0.0.9' }, String(headers['x-session']));
        hub.on('message', (text) => void dispatch.handle(hub, text));
        hub.notify('hello', { protocolVersion: 1, user, rtpCapabilities: {}, states: [] });
      };
      begin().catch((error: unknown) => rig.log.push(String(error)));
    });
    await rig.restart();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    closers.unshift(async () => {
      for (const client of sockets.clients) client.terminate();
      await rig.rooms.close();
      sockets.close();
      server.close();
    });
    addMakers(rig, `http://127.0.0.1:${port}`);
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });
  return rig;
}

function partsOf(rig: RoomRig): RoomParts {
  const { store, bus, workers, relays } = rig;
  const onError = (error: unknown): void => void rig.log.push(String(error));
  return {
    ...{ store, bus, workers, relays, onError },
    backlog: new AuditBacklog(store.auditEvents, onError),
    rights: new Rights(store),
    invitations: new Invitations(store),
    get seatKept() {
      return rig.seatKept;
    },
    pull: (leave) => rig.pull(leave),
    chat: (_, meetingId, { name }, text) => Promise.resolve(void rig.written.push({ meetingId, name, text })),
  };
}

function logInto(rig: RoomRig) {
  const write = (facts: object, message: string): void => void rig.log.push(JSON.stringify({ message, ...facts }));
  return { error: write, debug: write };
}

function addMakers(rig: RoomRig, url: string): void {
  let made = 0;
  rig.person = (unitId = rig.towns.county, role = 'town-official') =>
    addUser(rig.store, `person-${++made}`, [role], unitId);
  rig.guest = async (guestOf) => {
    const { store, towns } = rig;
    const facts = { username: `guest-${++made}`, name: '来宾', phone: '', unitId: towns.county, passwordHash: '' };
    return store.users.add({ ...facts, expiresAt: Date.now() + 3_600_000, guestOf });
  };
  rig.page = async (userId, sessionId = newId()) => {
    const page = new RoomPage(url, { 'x-user': userId, 'x-session': sessionId });
    await page.hello;
    return page;
  };
  rig.meeting = async (ownerId, changes = {}) => {
    const { store, towns } = rig;
    const now = Date.now();
    const times = { startsAt: now, endsAt: now + 3_600_000, openedAt: null, endedAt: null };
    const invited = { unitIds: [towns.county, towns.town, towns.otherTown], siteIds: [], userIds: [] };
    const facts = { id: newId(), title: '防汛会商', agenda: '', unitId: towns.county, ownerId, ownerName: '', invited };
    const plain = { kind: 'scheduled', lobby: false, state: 'planned', seriesId: null, passcodeHash: null } as const;
    const meeting: StoredMeeting = { ...facts, ...times, ...plain, ...changes };
    await store.meetings.save(meeting);
    return meeting;
  };
}
