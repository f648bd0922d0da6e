import { type LinkGrade, MeetingRoom, type Workers } from '../../../media/index.ts';

interface RoomMediaParts {
  workers: Workers;
  /** Ids of participants, who spoke last first. */
  onSpeakers: (ids: readonly string[]) => void;
  onLink: (participantId: string, grade: LinkGrade) => void;
  /** Their worker has died. */
  onLost: (ids: readonly string[]) => void;
  later: (work: Promise<unknown>) => void;
}

/** The media of a room: made for the first who comes in, closed after the last. */
export class RoomMedia {
  readonly #parts: RoomMediaParts;
  #made: Promise<MeetingRoom> | null = null;

  constructor(parts: RoomMediaParts) {
    this.#parts = parts;
  }

  /** Throws as MeetingRoom.create. */
  get(): Promise<MeetingRoom> {
    if (this.#made !== null) return this.#made;
    const made = this.#make().catch((error: unknown) => {
      // By now there may be another one.
      if (this.#made === made) this.#made = null;
      throw error;
    });
    this.#made = made;
    return made;
  }

  /** What is asked for later is made anew. */
  close(): void {
    const made = this.#made;
    this.#made = null;
    if (made === null) return;
    // One that could not be made has told whoever waited for it.
    const closing = made.then(
      (media) => media.close(),
      () => undefined,
    );
    this.#parts.later(closing);
  }

  async #make(): Promise<MeetingRoom> {
    const { workers, onSpeakers, onLink, onLost } = this.#parts;
    const media = await MeetingRoom.create(workers);
    media.on('speakers', onSpeakers);
    media.on('link', onLink);
    media.on('lost', onLost);
    return media;
  }
}
