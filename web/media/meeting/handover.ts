/** The part of a room that matters here. */
interface Leavable {
  readonly meetingId: string;
  close: () => void;
}

/** The other page may have to be fetched first; nobody is to sit in a meeting longer without a page of it, ms. */
const WAIT_MS = 15_000;

/** A room on its way from one page to another: nobody leaves it in between, and nobody there notices. */
export class Handover<R extends Leavable> {
  #offered: { room: R; timer: ReturnType<typeof setTimeout> } | null = null;

  /** The page that has it is about to go; left after a while where no other takes it. */
  offer(room: R): void {
    this.close();
    this.#offered = { room, timer: setTimeout(() => this.close(), WAIT_MS) };
  }

  /** What is offered of this meeting; null: nothing. */
  find(meetingId: string): R | null {
    return this.#offered?.room.meetingId === meetingId ? this.#offered.room : null;
  }

  /** A page has it now. */
  take(room: R): void {
    if (this.#offered?.room !== room) return;
    clearTimeout(this.#offered.timer);
    this.#offered = null;
  }

  /** A page has gone: the room is left, unless it is on its way to another. */
  letGo(room: R): void {
    if (this.#offered?.room !== room) room.close();
  }

  /** What nobody took is left. */
  close(): void {
    if (!this.#offered) return;
    const { room } = this.#offered;
    this.take(room);
    room.close();
  }
}
