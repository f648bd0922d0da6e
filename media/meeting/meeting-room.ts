import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { MediaError } from '../error.ts';
import type { Relay } from '../relay.ts';
import type { Workers } from '../workers.ts';
import { Branch } from './branch.ts';
import { BroughtCamera } from './brought-camera.ts';
import { LinkWatch } from './link-watch.ts';
import type { LinkGrade } from './link.ts';
import { Member } from './member.ts';
import { Speakers } from './speakers.ts';
import type { Counts } from '../tally.ts';
import { Tracks } from './tracks.ts';

interface MeetingRoomEvents {
  /** Ids of members, who spoke last first, 12 at most. */
  speakers: [readonly string[]];
  /** How well a member hears and is heard: loss and round trip of both ways. `good` until it is said. */
  link: [memberId: string, LinkGrade];
  /** A worker has died: the transports of these members are gone; they must join again. Others go on. */
  lost: [readonly string[]];
  close: [];
}

export interface MeetingRoomOptions {
  /** Consumers per worker before the next one is used. */
  fullAt?: number;
  /** How often each link is looked at, ms. */
  lookMs?: number;
}

const FULL_AT = 400;
const LOOK_MS = 5000;
const MOST_SPEAKERS = 12;
/** Consumers that a member counts for at least: those who come together have none yet. */
const EXPECTED_CONSUMERS = 8;
/** How often a join is tried, on another worker each time, where workers die under it. */
const TRIES = 3;

/** The media of one meeting: routers of its own on as many workers as it needs, joined by pipes. */
export class MeetingRoom extends EventEmitter<MeetingRoomEvents> {
  readonly rtpCapabilities: types.RouterRtpCapabilities;
  readonly #workers: Workers;
  readonly #fullAt: number;
  readonly #members = new Map<string, Member>();
  readonly #tracks = new Tracks();
  readonly #branches = new Set<Branch>();
  readonly #speakers = new Speakers(MOST_SPEAKERS);
  readonly #watch: LinkWatch;
  #opening: Promise<void> | null = null;
  #closed = false;

  /** Throws MediaError `process` where no worker runs, or mediasoup's error where one has just died. */
  static async create(workers: Workers, options: MeetingRoomOptions = {}): Promise<MeetingRoom> {
    const place = workers.host(new Set());
    if (place === null) throw noWorker();
    return new MeetingRoom(workers, options, await Branch.create(place));
  }

  private constructor(workers: Workers, options: MeetingRoomOptions, first: Branch) {
    super();
    this.#workers = workers;
    this.#fullAt = options.fullAt ?? FULL_AT;
    // One listener per camera.
    this.setMaxListeners(0);
    this.rtpCapabilities = first.router.rtpCapabilities;
    this.#keep(first);
    this.#watch = new LinkWatch(
      () => this.#members.values(),
      options.lookMs ?? LOOK_MS,
      (id, grade) => this.emit('link', id, grade),
    );
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Everything that mediasoup holds for this meeting, pipes included. */
  get counts(): Counts & { members: number; routers: number } {
    const all = [...this.#branches].map(({ counts }) => counts);
    const sum = (name: keyof Counts): number => all.reduce((total, counts) => total + counts[name], 0);
    return {
      members: this.#members.size,
      producers: sum('producers'),
      consumers: sum('consumers'),
      transports: sum('transports'),
      routers: this.#branches.size,
    };
  }

  /** A member of the same id is closed first. Throws as {@link create} does, and Error where the room is closed. */
  async join(id: string): Promise<Member> {
    this.#members.get(id)?.close();
    for (let tries = 1; ; tries++) {
      try {
        return await this.#tryToJoin(id);
      } catch (error) {
        // A worker that has just died takes who comes along; another one may live.
        if (this.#closed || error instanceof MediaError || tries === TRIES) throw error;
      }
    }
  }

  member(id: string): Member | undefined {
    return this.#members.get(id);
  }

  /**
   * A camera's live relay as a source `camera` under this id, until it is closed or the relay ends. Whoever brings it
   * holds the relay's lease.
   */
  addCamera(id: string, relay: Relay): Promise<{ close(): void }> {
    if (this.#closed || relay.closing) {
      return Promise.reject(new MediaError('process', 'the relay or the room has just ended'));
    }
    const camera = new BroughtCamera(id, relay, this.#tracks);
    this.once('close', camera.close);
    return Promise.resolve({
      close: () => {
        this.off('close', camera.close);
        camera.close();
      },
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watch.close();
    for (const member of this.#members.values()) member.close();
    for (const branch of this.#branches) branch.close();
    this.#branches.clear();
    this.emit('close');
    this.removeAllListeners();
  }

  async #tryToJoin(id: string): Promise<Member> {
    const branch = await this.#enter();
    try {
      return this.#seat(await Member.create(id, branch, this.#tracks));
    } finally {
      branch.entering--;
      this.#settle(branch);
    }
  }

  #seat(member: Member): Member {
    if (this.#closed || member.branch.closed) {
      member.close();
      throw new Error('the room or its worker has just ended');
    }
    const { id } = member;
    // Of the same id, and faster.
    this.#members.get(id)?.close();
    this.#members.set(id, member);
    member.once('close', () => {
      if (this.#members.get(id) === member) this.#members.delete(id);
      this.#settle(member.branch);
      if (this.#speakers.leave(id)) this.emit('speakers', this.#speakers.order);
    });
    return member;
  }

  /** A place on the branch with the fewest, or on a new one where all are full. The caller takes `entering` back. */
  async #enter(): Promise<Branch> {
    for (;;) {
      if (this.#closed) throw new Error('the room is closed');
      const [least] = [...this.#branches].sort((a, b) => this.#load(a) - this.#load(b));
      const isFull = least === undefined || this.#load(least) >= this.#fullAt;
      if (isFull && (this.#opening !== null || this.#canGrow())) {
        await (this.#opening ??= this.#open());
        continue;
      }
      if (least === undefined) throw noWorker();
      least.entering++;
      return least;
    }
  }

  #canGrow(): boolean {
    const place = this.#workers.host(this.#pids());
    place?.leave();
    return place !== null;
  }

  async #open(): Promise<void> {
    try {
      const place = this.#workers.host(this.#pids());
      if (place === null) return;
      const branch = await Branch.create(place);
      if (this.#closed) branch.close();
      else this.#keep(branch);
    } finally {
      this.#opening = null;
    }
  }

  #keep(branch: Branch): void {
    this.#branches.add(branch);
    branch.on('loud', (ids) => {
      if (this.#speakers.hear(ids, performance.now())) this.emit('speakers', this.#speakers.order);
    });
    branch.once('lost', () => {
      this.#branches.delete(branch);
      const lost = [...this.#members.values()].filter((member) => member.branch === branch);
      for (const member of lost) member.close();
      this.emit(
        'lost',
        lost.map(({ id }) => id),
      );
    });
  }

  #pids(): Set<number> {
    return new Set([...this.#branches].map(({ pid }) => pid));
  }

  #load(branch: Branch): number {
    const here = [...this.#members.values()].filter((member) => member.branch === branch);
    const entering = branch.entering * EXPECTED_CONSUMERS;
    return here.reduce((load, { consumers }) => load + Math.max(consumers, EXPECTED_CONSUMERS), entering);
  }

  /** A branch where nobody is any more goes, and its pipes with it. */
  #settle(branch: Branch): void {
    if (branch.entering > 0 || [...this.#members.values()].some((member) => member.branch === branch)) return;
    branch.close();
    this.#branches.delete(branch);
  }
}

function noWorker(): MediaError {
  return new MediaError('process', 'no media worker runs');
}
