import type { ChatMessage } from '../../contract/meeting-side.ts';
import { newId } from '../../id.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import { plainText } from '../../plain-text.ts';
import { enter, type SideParts } from './access.ts';

/** So many messages at most are read at once: the last. */
const MOST_READ = 1000;

/** What is written in a meeting. */
export class ChatService {
  readonly #parts: SideParts;

  constructor(parts: SideParts) {
    this.#parts = parts;
  }

  /** The last {@link MOST_READ}, in their order. @throws HubError as {@link enter} */
  async read(actor: SignedIn, meetingId: string): Promise<ChatMessage[]> {
    await enter(this.#parts, actor, meetingId);
    return this.#parts.store.meetingMessages.list(meetingId, MOST_READ);
  }

  /**
   * Keeps a message of somebody in the room, who may write (the room has asked), and tells all.
   * @throws HubError `request.invalid` of {@link plainText}; `meeting.ended`
   */
  async write(
    actor: SignedIn,
    meetingId: string,
    participant: { id: string; name: string },
    written: string,
    at = Date.now(),
  ): Promise<ChatMessage> {
    const { store, bus } = this.#parts;
    const text = plainText(written);
    if (text.trim() === '') throw new HubError('request.invalid', { zh: '消息为空', en: 'the message is empty' });
    const message = { id: newId(), participantId: participant.id, name: participant.name, text, at };
    await store.transaction(async ({ meetings, meetingMessages }) => {
      // In the same transaction: nothing may be added to a private meeting whose remains were just removed.
      const meeting = await meetings.find(meetingId);
      if (meeting?.state !== 'open') throw new HubError('meeting.ended');
      await meetingMessages.add(meetingId, actor.user.id, message);
    });
    bus.publish('meeting.chatted', { meetingId, message });
    return message;
  }
}
