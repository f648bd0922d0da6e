import type { Minutes, MinutesWrite } from '../../contract/meeting-side.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import { plainText } from '../../plain-text.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import { enter, line, type SideParts } from './access.ts';

/** One text of a meeting, which several write; nobody overwrites what they have not read. */
export class MinutesService {
  readonly #parts: SideParts;

  constructor(parts: SideParts) {
    this.#parts = parts;
  }

  /** @throws HubError as {@link enter} */
  async read(actor: SignedIn, meetingId: string): Promise<Minutes> {
    await enter(this.#parts, actor, meetingId);
    return this.#parts.store.meetingMinutes.find(meetingId);
  }

  /**
   * Members and chairs write while they are in the room; whoever made the meeting also before and after it.
   * @throws HubError as {@link enter}; `room.none`, `permission.denied`, `meeting.minutes-conflict`, `meeting.ended`,
   * `request.invalid`
   */
  async write(actor: SignedIn, meetingId: string, write: MinutesWrite, now = Date.now()): Promise<Minutes> {
    const { store, bus } = this.#parts;
    await this.#permit(actor, meetingId);
    const text = plainText(write.text);
    const decisions = write.decisions.map((made) => ({ ...made, text: plainText(made.text) }));
    const minutes = await store.transaction(async ({ meetings, orgUnits, meetingMinutes, auditEvents }) => {
      const meeting = await meetings.find(meetingId);
      if (meeting === null) throw new HubError('meeting.unknown');
      if (isGone(meeting)) throw new HubError('meeting.ended');
      for (const { unitId } of decisions) {
        if (unitId !== null && (await orgUnits.find(unitId)) === null) throw new HubError('org.unknown');
      }
      const { revision } = await meetingMinutes.find(meetingId);
      if (write.revision !== revision) throw new HubError('meeting.minutes-conflict');
      const byName = actor.user.name || actor.user.username;
      const saved = { text, decisions, revision: revision + 1, byName, at: now };
      await meetingMinutes.save(meetingId, saved);
      // How much, and not what: the record is read by more people than the minutes are.
      const detail = { characters: text.length, decisions: decisions.length, revision: saved.revision };
      await auditEvents.add(line(actor, meeting, 'meeting.write-minutes', detail));
      return saved;
    });
    bus.publish('meeting.papers', { meetingId });
    return minutes;
  }

  async #permit(actor: SignedIn, meetingId: string): Promise<void> {
    const { meeting, seated } = await enter(this.#parts, actor, meetingId);
    if (meeting.ownerId === actor.user.id) return;
    if (seated === null) throw new HubError('room.none');
    if (seated.standing === 'guest' || seated.standing === 'venue') throw new HubError('permission.denied');
  }
}

/** Of it nothing is kept any more. */
function isGone({ kind, state }: StoredMeeting): boolean {
  return state === 'cancelled' || (kind === 'private' && state === 'ended');
}
