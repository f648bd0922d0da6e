import type { FastifyInstance } from 'fastify';
import type { Lease, Relays, Workers } from '../media/index.ts';
import type { Bus } from './cluster/ports.ts';
import { Reminders } from './features/call/reminders.ts';
import { addCallRoutes } from './features/call/routes.ts';
import { CallService } from './features/call/service.ts';
import { addMeetingSideRoutes } from './features/meeting-side/routes.ts';
import { MeetingSide } from './features/meeting-side/side.ts';
import { Keeper } from './features/meeting/keeper.ts';
import { addMeetingRoutes } from './features/meeting/routes.ts';
import { addRoomHandlers } from './features/room/handlers.ts';
import { Rooms } from './features/room/rooms.ts';
import type { beginner } from './features/session/begin.ts';
import type { Guard } from './features/session/guard.ts';
import { Invitations } from './invitations.ts';
import type { Leave, Rights } from './rights.ts';
import type { AuditBacklog } from './store/audit-backlog.ts';
import type { Store } from './store/store.ts';
import type { Dispatch } from './ws/dispatch.ts';
import type { HubSocket } from './ws/hub-socket.ts';
import type { Sockets } from './ws/sockets.ts';

interface MeetingsParts {
  server: FastifyInstance;
  dispatch: Dispatch;
  store: Store;
  dataFolder: string;
  bus: Bus;
  rights: Rights;
  backlog: AuditBacklog;
  workers: Workers;
  relays: Relays;
  sockets: Sockets;
  guard: Guard;
  begin: ReturnType<typeof beginner>;
  /** Pulls the camera of a leave. */
  pull: (leave: Leave) => Promise<Lease>;
  onError: (error: unknown) => void;
}

export interface Meetings {
  /** A page has been opened: it hears of what rings for its user. */
  greet(socket: HubSocket): void;
  /** Nothing rings any more. Call it before the sockets are closed. */
  stop(): Promise<void>;
  /** Resolves when all is written. Call it after all sockets are closed. */
  close(): Promise<void>;
}

/** The part of the composition root that meetings are: planned, called, live, and what is kept of them. No logic here. */
export async function createMeetings(parts: MeetingsParts): Promise<Meetings> {
  const { server, dispatch, store, dataFolder, bus, rights, backlog, workers, relays, sockets } = parts;
  const { guard, begin, pull, onError } = parts;
  const invitations = new Invitations(store);
  const rooms = await Rooms.create({
    store,
    backlog,
    bus,
    rights,
    invitations,
    workers,
    relays,
    pull,
    chat: async (actor, meetingId, by, text) => {
      await side.chat.write(actor, meetingId, by, text);
    },
    onError,
  });
  const side = await MeetingSide.create({ store, bus, invitations, rooms, dataFolder, onError });
  const calls = new CallService({ store, bus, invitations, rooms, pages: sockets, onError });
  const reminders = new Reminders({ store, bus, invitations, onError });
  const planning = {
    store,
    bus,
    invitations,
    presentIn: (meetingId: string) => rooms.presentIn(meetingId),
    hash: (passcode: string) => guard.hash(passcode),
  };
  const keeper = new Keeper(planning, onError);

  addMeetingRoutes(server, { ...planning, refuse: (refusal) => guard.refuse(refusal) }, begin);
  addCallRoutes(server, calls);
  await addMeetingSideRoutes(server, side);
  addRoomHandlers(dispatch, rooms);

  return {
    greet: (socket) => calls.greet(socket),
    stop: async () => {
      calls.close();
      await Promise.all([reminders.close(), keeper.close()]);
    },
    close: async () => {
      await rooms.close();
      await side.close();
    },
  };
}
