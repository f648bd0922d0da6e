import { randomBytes } from 'node:crypto';
import { LONGEST_MEETING, type GuestLink, type GuestSignIn } from '../../contract/meeting.ts';
import { MOST_PEOPLE } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import { plainLine } from '../../plain-text.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Repositories } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';
import { detailOf, lookedAfter, type MeetingParts, refuseOver } from './change.ts';

/** A sign-in that was turned away, for the record. */
export interface GuestRefusal {
  action: 'meeting.guest-sign-in';
  user: null;
  address: string;
  reason: 'wrong token' | 'too many requests';
}

/** Puts it on record, in sums where there are many. */
type Refuse = (refusal: GuestRefusal) => Promise<void>;

/** Who came in by a link. */
export interface GuestIn {
  found: StoredUser;
  meetingId: string;
  /** When the session ends at the latest, ms since 1970; mostly its meeting ends before. */
  endsAt: number;
}

/** People without an account, for one meeting: users that have no password, no role and no place among people. */
export class GuestService {
  readonly #parts: MeetingParts;
  readonly #refuse: Refuse;

  constructor(parts: MeetingParts, refuse: Refuse) {
    this.#parts = parts;
    this.#refuse = refuse;
  }

  /**
   * A link that any number of guests may use until the meeting ends. Its token is told once.
   * @throws HubError `meeting.unknown`, `meeting.ended`, `meeting.cancelled`, `permission.denied`
   */
  async link(actor: SignedIn, id: string): Promise<GuestLink> {
    const { store } = this.#parts;
    const { user, address } = actor;
    const token = randomBytes(32).toString('base64url');
    const event = { user, address, action: 'meeting.guest-link', target: { kind: 'meeting', id } };
    await recordRefusal(store, actor, event, () =>
      store.transaction(async (inside) => {
        const meeting = await lookedAfter(inside, actor, id);
        refuseOver(meeting);
        await inside.guests.addLink(token, id, user.name);
        const { unitId } = meeting;
        await inside.auditEvents.add({ ...event, unitId, outcome: 'done', detail: detailOf(meeting) });
      }),
    );
    return { token };
  }

  /**
   * A new guest of the link's meeting. Every outcome is on record; of a private meeting not who it was.
   * @throws HubError `meeting.guest-link`, `meeting.full`, `request.invalid`
   */
  async signIn({ token, name: given }: GuestSignIn, address: string, now = Date.now()): Promise<GuestIn> {
    const name = plainLine(given);
    const done = await this.#parts.store.transaction(async (inside) => {
      const id = await inside.guests.meetingOf(token);
      const meeting = id === null ? null : await inside.meetings.find(id);
      return meeting === null ? null : add(inside, meeting, name, address, now);
    });
    if (done !== null) return done;
    await this.#refuse({ action: 'meeting.guest-sign-in', user: null, address, reason: 'wrong token' });
    throw new HubError('meeting.guest-link');
  }

  /** Puts on record that there were more sign-ins from there than are looked at. */
  async refuseMany(address: string): Promise<void> {
    await this.#refuse({ action: 'meeting.guest-sign-in', user: null, address, reason: 'too many requests' });
  }
}

async function add(
  { guests, users, auditEvents }: Repositories,
  meeting: StoredMeeting,
  name: string,
  address: string,
  now: number,
): Promise<GuestIn> {
  const { id, unitId, kind } = meeting;
  if ((await guests.count(id)) >= MOST_PEOPLE) throw new HubError('meeting.full');
  const username = `guest-${newId().slice(-12)}`;
  const endsAt = Math.max(meeting.endsAt, now) + LONGEST_MEETING;
  const facts = { username, name, phone: '', unitId, expiresAt: endsAt, passwordHash: '', guestOf: id };
  const user = await users.find(await users.add(facts, now), now);
  if (user === null) throw new HubError('meeting.guest-link');
  const isPrivate = kind === 'private';
  await auditEvents.add({
    user: isPrivate ? null : user,
    address: isPrivate ? '' : address,
    action: 'meeting.guest-sign-in',
    target: { kind: 'meeting', id },
    unitId,
    outcome: 'done',
    detail: isPrivate ? detailOf(meeting) : { ...detailOf(meeting), name },
  });
  return { found: { user, passwordHash: '' }, meetingId: id, endsAt };
}
