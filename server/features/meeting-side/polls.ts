import type { Poll, PollCreate } from '../../contract/meeting-side.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import { plainLine } from '../../plain-text.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Repositories } from '../../store/store.ts';
import { chairs, enter, enterAs, line, members, type SideParts } from './access.ts';

/** Questions to all in the room. Guests read them; they have no vote. */
export class PollService {
  readonly #parts: SideParts;

  constructor(parts: SideParts) {
    this.#parts = parts;
  }

  /** @throws HubError as {@link enter} */
  async list(actor: SignedIn, meetingId: string): Promise<Poll[]> {
    await enter(this.#parts, actor, meetingId);
    return this.#parts.store.meetingPolls.list(meetingId, actor.user.id);
  }

  /** A chair's. @throws HubError as {@link enterAs}; `room.chair`, `request.invalid` */
  async add(actor: SignedIn, meetingId: string, create: PollCreate, now = Date.now()): Promise<Poll> {
    await this.#chair(actor, meetingId);
    const options = create.options.map(plainLine);
    if (new Set(options).size < options.length) {
      throw new HubError('request.invalid', { zh: '有两个相同的选项', en: 'two of the options are the same' });
    }
    const id = newId();
    const question = plainLine(create.question);
    const { secret } = create;
    return this.#change(actor, meetingId, id, async ({ meetingPolls }, meeting) => {
      await meetingPolls.add({ id, meetingId, question, secret, options, createdAt: now });
      return line(actor, meeting, 'meeting.add-poll', { poll: id, secret, options: options.length });
    });
  }

  /**
   * One's only vote. That somebody voted is on record; for what, of a secret poll, is told to nobody, and so not written.
   * @throws HubError as {@link enterAs}; `meeting.poll-unknown`, `meeting.poll-closed`, `meeting.poll-voted`, `request.invalid`
   */
  async vote(actor: SignedIn, meetingId: string, id: string, option: number): Promise<Poll> {
    await enterAs(this.#parts, actor, meetingId, members);
    const { user } = actor;
    return this.#change(actor, meetingId, id, async ({ meetingPolls }, meeting) => {
      const poll = await meetingPolls.find(meetingId, id, user.id);
      if (poll === null) throw new HubError('meeting.poll-unknown');
      if (!poll.open) throw new HubError('meeting.poll-closed');
      if (poll.voted) throw new HubError('meeting.poll-voted');
      if (option >= poll.options.length) {
        throw new HubError('request.invalid', { zh: '没有这个选项', en: 'there is no such option' });
      }
      await meetingPolls.vote(poll, { id: user.id, name: user.name || user.username }, option);
      return line(actor, meeting, 'meeting.vote', { poll: id, secret: poll.secret });
    });
  }

  /** A chair's. @throws HubError as {@link enterAs}; `room.chair`, `meeting.poll-unknown`, `meeting.poll-closed` */
  async close(actor: SignedIn, meetingId: string, id: string): Promise<Poll> {
    await this.#chair(actor, meetingId);
    const closed = await this.#change(actor, meetingId, id, async ({ meetingPolls }, meeting) => {
      const poll = await meetingPolls.find(meetingId, id, null);
      if (poll === null) throw new HubError('meeting.poll-unknown');
      if (!poll.open) throw new HubError('meeting.poll-closed');
      await meetingPolls.close(id);
      return line(actor, meeting, 'meeting.close-poll', { poll: id, secret: poll.secret });
    });
    // Where the database's journal is not cleared, the order of the votes stands in it for a while.
    if (closed.secret) await this.#parts.store.meetingRemains.clearJournal();
    return closed;
  }

  async #chair(actor: SignedIn, meetingId: string): Promise<void> {
    const { seated } = await enterAs(this.#parts, actor, meetingId, [...members, 'guest']);
    if (!chairs.includes(seated.standing)) throw new HubError('room.chair');
  }

  /** Does it and writes it in one transaction, then tells the room. @returns the poll as the actor sees it */
  async #change(
    actor: SignedIn,
    meetingId: string,
    id: string,
    work: (inside: Repositories, meeting: StoredMeeting) => Promise<AuditEvent>,
  ): Promise<Poll> {
    const { store, bus } = this.#parts;
    const poll = await store.transaction(async (inside) => {
      const meeting = await inside.meetings.find(meetingId);
      if (meeting?.state !== 'open') throw new HubError('meeting.ended');
      await inside.auditEvents.add(await work(inside, meeting));
      return inside.meetingPolls.find(meetingId, id, actor.user.id);
    });
    if (poll === null) throw new HubError('meeting.poll-unknown');
    bus.publish('meeting.polled', { meetingId, poll: { ...poll, voted: false } });
    return poll;
  }
}
