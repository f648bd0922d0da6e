import { EARLY } from '../../contract/meeting.ts';
import type { RoomJoin } from '../../contract/meeting-room.ts';
import type { Static } from 'typebox';
import { HubError } from '../../errors.ts';
import type { Invitee } from '../../invitations.ts';
import type { SignedIn } from '../../permissions.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import { refuseOver } from './opening.ts';
import type { RoomParts } from './parts.ts';
import { Passcodes } from './passcodes.ts';
import { recordRoomRefusal } from './record.ts';
import type { Room } from './room.ts';
import { isChair } from './rules.ts';
import type { Sitter } from './seat.ts';

/** How somebody may come in now. */
export interface Admittance {
  meeting: StoredMeeting;
  sitter: Sitter;
  /** A chair must let them in first. */
  waits: boolean;
}

/** Who may come into a room, and what they must bring. */
export class Entrance {
  readonly #parts: Pick<RoomParts, 'store' | 'invitations'>;
  readonly #passcodes = new Passcodes();

  constructor(parts: Pick<RoomParts, 'store' | 'invitations'>) {
    this.#parts = parts;
  }

  /**
   * A refusal is on record; of a private meeting without a name.
   * @param roomOf the live room, where there is one
   * @throws HubError `meeting.unknown`, `meeting.not-invited`, `meeting.early`, `meeting.ended`, `meeting.cancelled`,
   * `meeting.locked`, `meeting.passcode-needed`, `meeting.passcode-wrong`, `session.delayed`
   */
  async ask(
    actor: SignedIn,
    { meetingId, passcode }: Static<typeof RoomJoin>,
    roomOf: (id: string) => Room | undefined,
  ): Promise<Admittance> {
    const meeting = await this.#parts.store.meetings.find(meetingId);
    if (meeting === null) throw new HubError('meeting.unknown');
    return recordRoomRefusal(this.#parts.store, meeting, actor, 'room.join', async () => {
      const invitee = await this.#parts.invitations.standing(actor.user, meeting);
      // Nobody else is to know that there is a private meeting.
      if (invitee === null) throw new HubError(meeting.kind === 'private' ? 'meeting.unknown' : 'meeting.not-invited');
      refuseOver(meeting);
      checkTimes(meeting);
      const room = roomOf(meetingId);
      const seat = room?.seats.get(actor.user.id);
      const isTrusted = invitee === 'owner' || (seat !== undefined && isChair(seat.standing));
      const isBanned = room?.banned.has(actor.user.id) ?? false;
      const isAdmitted = room?.lobby.isAdmitted(actor.user.id) ?? false;
      if (room?.settings.locked && !isTrusted && !isAdmitted && seat?.isIn !== true)
        throw new HubError('meeting.locked');
      // Whoever was in before knows the passcode, and was let in.
      const isKnown =
        isTrusted || isAdmitted || (seat !== undefined && seat.joinedAt > 0) || (await this.#wasIn(actor, meeting));
      if (meeting.passcodeHash !== null && !isKnown) {
        const guestOf = invitee === 'guest' ? meetingId : null;
        await this.#passcodes.check(actor.user.id, passcode, meeting.passcodeHash, guestOf);
      }
      return {
        meeting,
        sitter: await this.#sitter(actor, invitee),
        waits: isBanned || (meeting.lobby && !isKnown),
      };
    });
  }

  /** Also before the hub was started anew; of a private meeting nobody knows. */
  async #wasIn({ user }: SignedIn, { id, state, kind, lobby, passcodeHash }: StoredMeeting): Promise<boolean> {
    if (state !== 'open' || kind === 'private' || (!lobby && passcodeHash === null)) return false;
    const { stays } = await this.#parts.store.attendances.list(id);
    return stays.some(({ userId }) => userId === user.id);
  }

  async #sitter(actor: SignedIn, invitee: Invitee): Promise<Sitter> {
    if (invitee === 'guest') return { actor, base: 'guest', siteId: null };
    if (invitee !== 'venue') return { actor, base: 'member', siteId: null };
    const kiosk = await this.#parts.store.kiosks.findByUser(actor.user.id);
    return { actor, base: 'venue', siteId: kiosk?.siteId ?? null };
  }
}

/** @throws HubError `meeting.early`, `meeting.ended` */
function checkTimes({ kind, startsAt, endsAt }: StoredMeeting, now = Date.now()): void {
  if (endsAt <= now) throw new HubError('meeting.ended');
  if (kind !== 'call' && startsAt - EARLY > now) throw new HubError('meeting.early');
}
