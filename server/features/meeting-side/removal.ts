import type { Bus } from '../../cluster/ports.ts';
import type { Store } from '../../store/store.ts';
import type { FileFolder } from '../../file/file-folder.ts';

interface RemovalParts {
  store: Store;
  bus: Bus;
  folder: FileFolder;
  onError: (error: unknown) => void;
}

/**
 * Takes away all that was kept with a private meeting, as soon as it is over; at the start, what a hub that was cut off could
 * not take away any more.
 */
export class Removal {
  readonly #parts: RemovalParts;
  readonly #unsubscribe: () => void;
  #working: Promise<void> = Promise.resolve();

  private constructor(parts: RemovalParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.bus.subscribe('meeting.closed', ({ meetingId }) => {
      this.#working = this.#working.then(() => clear(this.#parts, meetingId)).catch(this.#parts.onError);
    });
  }

  /** Resolves when nothing is left of private meetings that are over. */
  static async create(parts: RemovalParts): Promise<Removal> {
    // Before it is looked: a meeting may end at any moment from then on.
    const removal = new Removal(parts);
    await removeStrays(parts);
    await sweep(parts);
    return removal;
  }

  /** Resolves when what had to go is gone. */
  settled(): Promise<void> {
    return this.#working;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#working;
  }
}

/** After a private meeting also who was invited must go from the journal, where nothing else was kept with it. */
async function clear(parts: RemovalParts, meetingId: string): Promise<void> {
  await sweep(parts);
  const { meetings, meetingRemains } = parts.store;
  if ((await meetings.find(meetingId))?.kind === 'private') await meetingRemains.clearJournal();
}

/** The files go first: as long as a row is left, the next sweep comes back to them. */
async function sweep({ store, folder }: RemovalParts): Promise<void> {
  const ids = await store.meetingRemains.list();
  for (const id of ids) {
    await folder.removeAll(id);
    await store.transaction(({ meetingRemains }) => meetingRemains.remove(id));
  }
  if (ids.length > 0) await store.meetingRemains.clearJournal();
}

/** Files that came in while the hub was cut off, and that no row knows of. */
async function removeStrays({ store, folder }: RemovalParts): Promise<void> {
  for (const meetingId of await folder.owners()) {
    const known = new Set((await store.meetingFiles.list(meetingId)).map(({ id }) => id));
    for (const id of await folder.list(meetingId)) if (!known.has(id)) await folder.remove(meetingId, id);
  }
}
