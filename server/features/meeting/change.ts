import type { Bus } from '../../cluster/ports.ts';
import { HubError } from '../../errors.ts';
import type { Invitations } from '../../invitations.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Repositories, Store } from '../../store/store.ts';

export interface MeetingParts {
  store: Store;
  bus: Bus;
  invitations: Invitations;
  /** How many people are in it now. */
  presentIn: (meetingId: string) => number;
  /** Of a passcode, as of a password, in its turn. @throws HubError `session.delayed` */
  hash: (passcode: string) => Promise<string>;
}

export interface Change {
  before: readonly StoredMeeting[];
  /** As they are now; the first one stands for all of them in the record. */
  after: readonly [StoredMeeting, ...StoredMeeting[]];
}

/** Does it and writes it in one transaction, or writes that it was refused; then tells all whom it concerns or concerned. */
export async function change(
  { store, bus, invitations }: MeetingParts,
  actor: SignedIn,
  action: 'meeting.create' | 'meeting.update' | 'meeting.cancel',
  { id, unitId }: { id: string; unitId?: string },
  work: (inside: Repositories) => Promise<Change>,
): Promise<StoredMeeting> {
  const { user, address } = actor;
  const target = { kind: 'meeting', id };
  const { before, after } = await recordRefusal(store, actor, { action, target, unitId }, () =>
    store.transaction(async (inside) => {
      const done = await work(inside);
      const [first] = done.after;
      const detail = { ...detailOf(first), meetings: done.after.length };
      await inside.auditEvents.add({ user, address, action, target, unitId: first.unitId, outcome: 'done', detail });
      return done;
    }),
  );
  const concerned = await Promise.all([...before, ...after].map((meeting) => invitations.userIds(meeting)));
  bus.publish('meeting.changed', { userIds: [...new Set(concerned.flat())] });
  return after[0];
}

/** What the record may tell of a meeting: of a private one not even its title, which may be somebody's name. */
export function detailOf({ kind, title, startsAt }: StoredMeeting): AuditEvent['detail'] {
  return kind === 'private' ? { kind } : { kind, title, startsAt };
}

/**
 * A meeting that the actor looks after: their own, or one of a unit where they may hold meetings, so that nothing is left
 * behind by who is gone. A private one is its owner's alone; all others, also who is invited, are told that there is none,
 * so that no refusal on record names them.
 * @throws HubError `meeting.unknown`, `permission.denied`
 */
export async function lookedAfter(
  { meetings, orgUnits }: Pick<Repositories, 'meetings' | 'orgUnits'>,
  actor: SignedIn,
  id: string,
): Promise<StoredMeeting> {
  const meeting = await meetings.find(id);
  if (meeting === null) throw new HubError('meeting.unknown');
  const { kind, ownerId, unitId } = meeting;
  if (ownerId === actor.user.id) return meeting;
  if (kind === 'private') throw new HubError('meeting.unknown');
  authorise(actor, 'meeting.hold', { path: await orgUnits.path(unitId) });
  return meeting;
}

/** @throws HubError `meeting.ended`, `meeting.cancelled` */
export function refuseOver({ state }: StoredMeeting): void {
  if (state === 'ended' || state === 'cancelled') throw new HubError(`meeting.${state}`);
}

/** @throws HubError `meeting.ended`, `meeting.cancelled`, `meeting.running` */
export function refuseBegun(meeting: StoredMeeting): void {
  refuseOver(meeting);
  if (meeting.state === 'open') throw new HubError('meeting.running');
}
