import type { Lease, Relays, Workers } from '../../../media/index.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Invitations } from '../../invitations.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave, Rights } from '../../rights.ts';
import type { AuditBacklog } from '../../store/audit-backlog.ts';
import type { Store } from '../../store/store.ts';

/** What rooms are made with. */
export interface RoomParts {
  store: Store;
  backlog: AuditBacklog;
  bus: Bus;
  rights: Rights;
  invitations: Invitations;
  workers: Workers;
  relays: Relays;
  /** Pulls the camera of a leave, as for a large tile; the lease is given back. */
  pull: (leave: Leave) => Promise<Lease>;
  /** Keeps a message of somebody who may write, and has it told to the room. */
  chat: (actor: SignedIn, meetingId: string, by: { id: string; name: string }, text: string) => Promise<unknown>;
  /** How long a seat is kept, ms; SEAT_KEPT where nothing else is said. */
  seatKept?: number | undefined;
  /** Told what could not be written or ended after the fact. */
  onError: (error: unknown) => void;
}
