import type { Readable } from 'node:stream';
import type { KeptFile } from '../../contract/file.ts';
import { MOST_FILE_BYTES, MOST_FILES } from '../../contract/meeting-side.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import { enter, enterAs, line, members, type SideParts } from './access.ts';
import type { Repositories } from '../../store/store.ts';
import type { Arrived, FileFolder } from '../../file/file-folder.ts';
import { toFileName } from '../../file/file-name.ts';
import { fileType } from '../../file/file-type.ts';

/** Uploads of one user at once: each holds its room on the disk before anybody knows what it is. */
const MOST_AT_ONCE = 3;

/** A file, and what is in it. */
export interface Download {
  file: KeptFile;
  content: Readable;
}

/** Files of meetings. Guests read them, while they are in the room. */
export class FileService {
  readonly #parts: SideParts;
  readonly #folder: FileFolder;
  /** Uploads that go on, by user. */
  readonly #uploads = new Map<string, number>();

  constructor(parts: SideParts, folder: FileFolder) {
    this.#parts = parts;
    this.#folder = folder;
  }

  /** @throws HubError as {@link enter} */
  async list(actor: SignedIn, meetingId: string): Promise<KeptFile[]> {
    await enter(this.#parts, actor, meetingId);
    return this.#parts.store.meetingFiles.list(meetingId);
  }

  /** @throws HubError as {@link enter}; `file.unknown` */
  async read(actor: SignedIn, meetingId: string, id: string): Promise<Download> {
    await enter(this.#parts, actor, meetingId);
    const file = await this.#parts.store.meetingFiles.find(meetingId, id);
    if (file === null) throw new HubError('file.unknown');
    return { file, content: this.#folder.read(meetingId, id) };
  }

  /**
   * Takes in a file of somebody who is in the room.
   * @param content read to its end, or no further than what is refused
   * @throws HubError as {@link enterAs}; `file.type`, `file.too-large`, `meeting.files-full`, `store.full`,
   * `request.too-many`, `request.invalid`; AbortError
   */
  async add(
    actor: SignedIn,
    meetingId: string,
    written: string,
    content: Readable,
    signal: AbortSignal,
  ): Promise<KeptFile> {
    await enterAs(this.#parts, actor, meetingId, members);
    await permitMore(this.#parts.store, meetingId, 1);
    const name = toFileName(written);
    const { id } = actor.user;
    const going = this.#uploads.get(id) ?? 0;
    if (going >= MOST_AT_ONCE) throw new HubError('request.too-many');
    this.#uploads.set(id, going + 1);
    try {
      return await this.#folder.take(content, signal, (arrived) => this.#keep(actor, meetingId, name, arrived));
    } finally {
      const left = (this.#uploads.get(id) ?? 1) - 1;
      if (left === 0) this.#uploads.delete(id);
      else this.#uploads.set(id, left);
    }
  }

  /** Asked again who may: an upload takes its time. */
  async #keep(actor: SignedIn, meetingId: string, name: string, arrived: Arrived): Promise<KeptFile> {
    const { store, bus } = this.#parts;
    const type = await fileType(arrived.handle, name);
    if (type === null) throw new HubError('file.type');
    await enterAs(this.#parts, actor, meetingId, members);
    const { user } = actor;
    const id = newId();
    const file = { id, name, type, bytes: arrived.bytes, byName: user.name || user.username, at: Date.now() };
    try {
      await store.transaction(async ({ meetings, meetingFiles, auditEvents }) => {
        const meeting = await meetings.find(meetingId);
        if (meeting?.state !== 'open') throw new HubError('meeting.ended');
        // Others may have come in meanwhile.
        await permitMore({ meetingFiles }, meetingId, file.bytes);
        await meetingFiles.add(meetingId, user.id, file);
        const isPrivate = meeting.kind === 'private';
        const detail = { file: id, ...(!isPrivate && { name }), type, bytes: file.bytes };
        await auditEvents.add(line(actor, meeting, 'meeting.add-file', detail));
        await this.#folder.keep(arrived, meetingId, id);
      });
    } catch (error) {
      await this.#folder.remove(meetingId, id);
      throw error;
    }
    bus.publish('meeting.papers', { meetingId });
    return file;
  }
}

/** @throws HubError `meeting.files-full`: there is no room in the meeting for a file of so many bytes */
async function permitMore(
  { meetingFiles }: Pick<Repositories, 'meetingFiles'>,
  meetingId: string,
  more: number,
): Promise<void> {
  const { count, bytes } = await meetingFiles.sum(meetingId);
  if (count < MOST_FILES && bytes + more <= MOST_FILE_BYTES) return;
  throw new HubError('meeting.files-full', { count: MOST_FILES, megabytes: MOST_FILE_BYTES / 1024 / 1024 });
}
