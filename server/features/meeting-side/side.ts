import { join } from 'node:path';
import { type SideParts } from './access.ts';
import { ChatService } from './chat.ts';
import { FileFolder } from '../../file/file-folder.ts';
import { FileService } from './files.ts';
import { MinutesService } from './minutes.ts';
import { PollService } from './polls.ts';
import { Removal } from './removal.ts';

interface Parts extends SideParts {
  /** Files lie in a folder of their own in it. */
  dataFolder: string;
  onError: (error: unknown) => void;
}

/** All that is kept beside the picture of meetings. */
export class MeetingSide {
  readonly chat: ChatService;
  readonly files: FileService;
  readonly minutes: MinutesService;
  readonly polls: PollService;
  readonly removal: Removal;

  /** Resolves when nothing is left of private meetings that are over. */
  static async create({ dataFolder, onError, ...parts }: Parts): Promise<MeetingSide> {
    const folder = await FileFolder.create(join(dataFolder, 'meeting-files'));
    const { store, bus } = parts;
    return new MeetingSide(parts, folder, await Removal.create({ store, bus, folder, onError }));
  }

  private constructor(parts: SideParts, folder: FileFolder, removal: Removal) {
    this.chat = new ChatService(parts);
    this.files = new FileService(parts, folder);
    this.minutes = new MinutesService(parts);
    this.polls = new PollService(parts);
    this.removal = removal;
  }

  /** Resolves when what had to go is gone. */
  close(): Promise<void> {
    return this.removal.close();
  }
}
