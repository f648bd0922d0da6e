import { type Lease, MediaError, type MeetingRoom, type Relay } from '../../../media/index.ts';
import type { CameraBring, RoomCamera } from '../../contract/meeting-room.ts';
import type { Static } from 'typebox';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave } from '../../rights.ts';
import { begun, type Bringing, type CameraEnd, ended, refused } from './camera-record.ts';
import type { RoomParts } from './parts.ts';
import type { Seat } from './seat.ts';

/** Cameras in one room, at most. */
const MOST = 16;
/** The longest time that a timer is set to, ms. */
const LONGEST_WAIT = 24 * 3_600_000;

type Wish = Static<typeof CameraBring>;

interface OpenCamera extends Bringing {
  id: string;
  seat: Seat;
  lease: Lease;
  handle: { close(): void };
  /** Most who were in the room while it was. */
  viewers: number;
  alarm?: NodeJS.Timeout;
}

interface CameraParts extends Pick<RoomParts, 'store' | 'backlog' | 'rights' | 'pull' | 'onError'> {
  meetingId: string;
  media: () => Promise<MeetingRoom>;
  /** People who see it at this moment. */
  viewers: () => number;
  onChange: (goneId: string | null) => void;
  later: (work: Promise<unknown>) => void;
}

/**
 * Cameras of the county in a room: each is shown by the leave of who brought it, and no longer. Its viewers are counted
 * on the record of views.
 */
export class RoomCameras {
  readonly #parts: CameraParts;
  readonly #cameras = new Map<string, OpenCamera>();
  readonly #coming = new Set<string>();
  #closed = false;

  constructor(parts: CameraParts) {
    this.#parts = parts;
  }

  get list(): RoomCamera[] {
    return [...this.#cameras.values()].map(({ id, leave, seat }) => ({
      id,
      channelId: leave.channel.id,
      name: leave.camera.name,
      participantId: seat.id,
      byName: seat.user.name,
      purpose: leave.grant.purpose,
      until: leave.until,
    }));
  }

  has(id: string): boolean {
    return this.#cameras.has(id);
  }

  /** Whose it is. @throws HubError `room.camera` */
  bringerOf(id: string): Seat {
    return this.#find(id).seat;
  }

  /** Somebody came in: they see what is there. */
  count(): void {
    const viewers = this.#parts.viewers();
    for (const camera of this.#cameras.values()) camera.viewers = Math.max(camera.viewers, viewers);
  }

  /**
   * Shows a camera to all, by the leave of whoever is in the seat.
   * @throws HubError `room.camera-there`, `room.cameras-full`, `channel.unknown`, `grant.*`, `camera.*`, `media.invalid`,
   * `request.cancelled`; MediaError
   */
  async bring(seat: Seat, wish: Wish): Promise<void> {
    const { channelId } = wish;
    const isThere = [...this.#cameras.values()].some(({ leave }) => leave.channel.id === channelId);
    if (isThere || this.#coming.has(channelId)) throw new HubError('room.camera-there');
    if (this.#cameras.size + this.#coming.size >= MOST) throw new HubError('room.cameras-full', { count: MOST });
    this.#coming.add(channelId);
    try {
      const { actor } = seat.sitter;
      const leave = await this.#ask(actor, wish);
      const bringing = { actor, leave, meetingId: this.#parts.meetingId, startedAt: Date.now() };
      const viewers = this.#parts.viewers();
      await this.#parts.store.auditEvents.add(begun(bringing, viewers));
      await this.#open(seat, bringing, viewers).catch(async (error: unknown) => {
        await this.#parts.backlog.add(ended(bringing, 'failed', viewers));
        throw error;
      });
    } finally {
      this.#coming.delete(channelId);
    }
  }

  /** @throws HubError `room.camera` */
  remove(id: string): void {
    this.#end(this.#find(id), 'removed');
  }

  /** Ends those that are meant. */
  endWhere(isMeant: (camera: { seat: Seat; channelId: string; relay: Relay }) => boolean, reason: CameraEnd): void {
    for (const camera of [...this.#cameras.values()]) {
      const { seat, leave, lease } = camera;
      if (isMeant({ seat, channelId: leave.channel.id, relay: lease.relay })) this.#end(camera, reason);
    }
  }

  /** Asks anew whether they may be shown; of one user, or of all. */
  judge(userId: string | null): void {
    for (const camera of this.#cameras.values()) {
      if (userId === null || camera.actor.user.id === userId) this.#parts.later(this.#judge(camera));
    }
  }

  /** The room is no more. */
  close(): void {
    this.#closed = true;
    this.endWhere(() => true, 'ended');
  }

  async #open(seat: Seat, bringing: Bringing, viewers: number): Promise<void> {
    const lease = await this.#parts.pull(bringing.leave);
    const id = newId();
    let handle: OpenCamera['handle'] | null = null;
    try {
      const media = await this.#parts.media();
      handle = await media.addCamera(id, lease.relay).catch((cause: unknown) => {
        if (lease.relay.closing) throw new MediaError('process', 'the relay ended');
        throw new HubError('media.invalid', {}, { cause });
      });
      // What changed meanwhile is seen here; what changes from now on ends it.
      const leave = await this.#again(bringing.actor, wishOf(bringing));
      if (JSON.stringify(leave.channel) !== JSON.stringify(bringing.leave.channel))
        throw new HubError('channel.unknown');
      if (lease.relay.closing) throw new MediaError('process', 'the relay ended');
      if (this.#closed || !seat.isIn) throw new HubError('request.cancelled');
    } catch (error) {
      handle?.close();
      lease.release();
      throw error;
    }
    const camera: OpenCamera = { ...bringing, id, seat, lease, handle, viewers };
    this.#cameras.set(id, camera);
    this.#setAlarm(camera);
    this.#parts.onChange(null);
  }

  async #ask(actor: SignedIn, wish: Wish): Promise<Leave> {
    try {
      return await this.#again(actor, wish);
    } catch (error) {
      if (error instanceof HubError && error.code !== 'channel.unknown') {
        const { store, meetingId } = this.#parts;
        await store.auditEvents.add(await refused(store, actor, { ...wish, meetingId }, error.code));
      }
      throw error;
    }
  }

  async #again({ user: { id } }: SignedIn, { channelId, grantId }: Wish): Promise<Leave> {
    const user = await this.#parts.rights.user(id);
    if (user === null) throw new HubError('session.required');
    return this.#parts.rights.watch(user, channelId, grantId);
  }

  async #judge(camera: OpenCamera): Promise<void> {
    try {
      const leave = await this.#again(camera.actor, wishOf(camera));
      if (!this.#cameras.has(camera.id)) return;
      camera.leave = leave;
      this.#setAlarm(camera);
      this.#parts.onChange(null);
    } catch (error) {
      // Where nobody can tell whether it is permitted, it is not.
      this.#end(camera, 'grant');
      if (!(error instanceof HubError)) throw error;
    }
  }

  #setAlarm(camera: OpenCamera): void {
    clearTimeout(camera.alarm);
    const wait = Math.min(Math.max(camera.leave.until - Date.now(), 0), LONGEST_WAIT);
    camera.alarm = setTimeout(() => this.#parts.later(this.#judge(camera)), wait).unref();
  }

  #find(id: string): OpenCamera {
    const camera = this.#cameras.get(id);
    if (camera === undefined) throw new HubError('room.camera');
    return camera;
  }

  #end(camera: OpenCamera, reason: CameraEnd): void {
    if (!this.#cameras.delete(camera.id)) return;
    clearTimeout(camera.alarm);
    camera.handle.close();
    camera.lease.release();
    this.#parts.onChange(camera.id);
    this.#parts.later(this.#parts.backlog.add(ended(camera, reason, camera.viewers)));
  }
}

function wishOf({ leave }: Bringing): Wish {
  return { channelId: leave.channel.id, grantId: leave.grant.id };
}
