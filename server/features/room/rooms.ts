import type { Static } from 'typebox';
import type { CameraBring, ChairAct, RoomJoin, RoomJoined, Standing } from '../../contract/meeting-room.ts';
import type { NotificationData, NotificationName } from '../../contract/ws.ts';
import { HubError } from '../../errors.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';
import { act } from './acts.ts';
import { Clock } from './clock.ts';
import { Entrance } from './entrance.ts';
import { letEnd, refuseOver } from './opening.ts';
import type { RoomParts } from './parts.ts';
import { eventOf, recordRoomRefusal } from './record.ts';
import { Room } from './room.ts';
import { isChair, permitCamera, permitChat } from './rules.ts';
import type { Seat } from './seat.ts';

/** The end of a meeting that could not be written is tried again after so long, ms. */
const AGAIN_AFTER = 30_000;

/** Where a page is. */
export interface Place {
  room: Room;
  seat: Seat;
}

/** All live rooms: which page is in which seat of which, and what of the hub concerns them. */
export class Rooms {
  readonly #parts: RoomParts;
  readonly #entrance: Entrance;
  readonly #rooms = new Map<string, Room>();
  readonly #clock: Clock;
  readonly #places = new Map<HubSocket, Place | null>();
  /** The last that each page asked, to come in; what it asked before is not wanted any more. None: it left. */
  readonly #wishes = new WeakMap<HubSocket, object>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #unsubscribe: (() => void)[];
  #closed = false;

  /** Meetings that were open when the hub stopped are so again, and nobody is in them; what is over by now is ended. */
  static async create(parts: RoomParts): Promise<Rooms> {
    await parts.store.attendances.endAll(Date.now());
    const rooms = new Rooms(parts);
    for (const meeting of await parts.store.meetings.running()) rooms.#clock.watch(meeting);
    return rooms;
  }

  private constructor(parts: RoomParts) {
    this.#parts = parts;
    this.#entrance = new Entrance(parts);
    this.#clock = new Clock({
      onSoon: (id) => this.#rooms.get(id)?.news.of('settings'),
      onEnd: (id) => this.#later(this.#onTime(id)),
    });
    const { bus, relays } = parts;
    this.#unsubscribe = [
      bus.subscribe('meeting.closed', ({ meetingId }) => this.#close(meetingId)),
      bus.subscribe('meeting.chatted', ({ meetingId, message }) => this.tell(meetingId, 'room.chatted', message)),
      bus.subscribe('meeting.polled', ({ meetingId, poll }) => this.#rooms.get(meetingId)?.news.poll(poll)),
      bus.subscribe('meeting.papers', ({ meetingId }) => this.tell(meetingId, 'room.papers', {})),
      bus.subscribe('session.ended', ({ sessionId }) => this.#onSessionEnded(sessionId)),
      bus.subscribe('user.changed', ({ userId }) => {
        this.#later(this.#onUserChanged(userId));
        this.#judge(userId);
      }),
      bus.subscribe('grant.changed', ({ userId }) => this.#judge(userId)),
      bus.subscribe('place.changed', () => this.#judge(null)),
      bus.subscribe('channel.ended', ({ channelIds, reason }) => {
        for (const room of this.#rooms.values()) {
          room.cameras.endWhere(({ channelId }) => channelIds.includes(channelId), reason);
        }
      }),
    ];
    relays.on('close', (relay) => {
      for (const room of this.#rooms.values()) room.cameras.endWhere((camera) => camera.relay === relay, 'worker');
    });
  }

  /** How many are in the room and connected. */
  presentIn(meetingId: string): number {
    return this.#rooms.get(meetingId)?.present.length ?? 0;
  }

  /** Who the user is in the room; null: they are not in it. */
  participantOf(meetingId: string, userId: string): { id: string; standing: Standing } | null {
    const seat = this.#rooms.get(meetingId)?.seats.get(userId);
    return seat?.isIn === true ? { id: seat.id, standing: seat.standing } : null;
  }

  /** Tells all pages in the room. */
  tell<N extends NotificationName>(meetingId: string, notification: N, data: NotificationData<N>): void {
    for (const { connection } of this.#rooms.get(meetingId)?.present ?? []) {
      connection?.socket.notify(notification, data);
    }
  }

  /**
   * Into the room, or into its lobby; out of the one where the page was. Of several at once the last counts, and none after
   * which the page has left.
   * @throws HubError as Entrance.ask, `meeting.full`, `meeting.guests-full`, `room.turned-away`, `request.cancelled`
   */
  async join(socket: HubSocket, wish: Static<typeof RoomJoin>): Promise<RoomJoined> {
    if (this.#closed) throw new HubError('server.closing');
    this.#follow(socket);
    this.#wishes.set(socket, wish);
    const isWanted = (): boolean => this.#wishes.get(socket) === wish && !socket.closed;
    const { meeting, sitter, waits } = await this.#entrance.ask(socket.actor, wish, (id) => this.#rooms.get(id));
    if (!isWanted()) throw new HubError('request.cancelled');
    const before = this.#places.get(socket) ?? null;
    if (before !== null && before.room.meeting.id !== meeting.id) this.#out(socket);
    const room = this.#roomOf(meeting);
    for (const elsewhere of this.#rooms.values()) if (elsewhere !== room) elsewhere.lobby.leave(socket);
    try {
      room.permitGuest(sitter);
      if (waits) {
        room.lobby.wait(socket, sitter.base === 'guest');
        await this.#stillHeld(room, socket);
        return { state: 'waiting' };
      }
      const { seat, joined } = await room.enter(socket, sitter, isWanted);
      this.#places.set(socket, { room, seat });
      room.lobby.leave(socket);
      // From now on they are known by their seat.
      room.lobby.forget(sitter.actor.user.id);
      return joined;
    } finally {
      this.#forgetIdle(room);
    }
  }

  /** For good. */
  leave(socket: HubSocket): void {
    this.#wishes.delete(socket);
    this.#out(socket);
  }

  /** Where the page is now. @throws HubError `room.none` */
  placeOf(socket: HubSocket): Place {
    const place = this.#places.get(socket) ?? null;
    if (place?.seat.connection?.socket !== socket) throw new HubError('room.none');
    return place;
  }

  /** @throws HubError `room.none` */
  raise(socket: HubSocket, raised: boolean): void {
    const { room, seat } = this.placeOf(socket);
    if (raised === (seat.handAt !== null)) return;
    // One after the other, also within a millisecond: the first is called first.
    const last = Math.max(0, ...room.inside.map(({ handAt }) => handAt ?? 0));
    seat.handAt = raised ? Math.max(Date.now(), last + 1) : null;
    room.news.changed(seat.id);
  }

  /** @throws HubError `room.none`, `room.chat`, `room.chat-often` */
  async chat(socket: HubSocket, text: string): Promise<void> {
    const { room, seat } = this.placeOf(socket);
    permitChat(seat.who, room.rules);
    if (!seat.chatRate.take(performance.now())) throw new HubError('room.chat-often');
    await this.#parts.chat(socket.actor, room.meeting.id, { id: seat.id, name: seat.user.name }, text);
  }

  /** @throws HubError `room.none`, `room.chair`, and what the act says */
  async act(socket: HubSocket, chairAct: ChairAct): Promise<void> {
    const { room, seat } = this.placeOf(socket);
    await act(this.#parts, room, seat, chairAct);
  }

  /** @throws HubError `room.none`, `meeting.private`, `room.guest`, `room.share`, `room.floor`, as RoomCameras.bring */
  async bringCamera(socket: HubSocket, wish: Static<typeof CameraBring>): Promise<void> {
    const { room, seat } = this.placeOf(socket);
    await recordRoomRefusal(this.#parts.store, room.meeting, socket.actor, 'room.bring-camera', () =>
      permitCamera(seat.who, room.rules),
    );
    await room.cameras.bring(seat, wish);
  }

  /** By whoever brought it, or a chair. @throws HubError `room.none`, `room.camera`, `room.chair` */
  async removeCamera(socket: HubSocket, cameraId: string): Promise<void> {
    const { room, seat } = this.placeOf(socket);
    const { store } = this.#parts;
    const action = 'room.remove-camera';
    await recordRoomRefusal(store, room.meeting, socket.actor, action, () => {
      if (room.cameras.bringerOf(cameraId) !== seat && !isChair(seat.standing)) throw new HubError('room.chair');
    });
    await store.auditEvents.add(eventOf(room.meeting, socket.actor, action, {}));
    // It may have ended by itself meanwhile: that is what was wanted.
    if (room.cameras.has(cameraId)) room.cameras.remove(cameraId);
  }

  /** Resolves when all that hung on rooms is written. Meetings stay open. Call it after all sockets are closed. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const end of this.#unsubscribe) end();
    this.#clock.close();
    for (const room of this.#rooms.values()) room.close(null);
    this.#rooms.clear();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** It may have ended just before the page waited: nobody would ever tell it. @throws HubError as refuseOver */
  async #stillHeld(room: Room, socket: HubSocket): Promise<void> {
    try {
      refuseOver(await this.#parts.store.meetings.find(room.meeting.id));
    } catch (error) {
      room.lobby.leave(socket);
      throw error;
    }
  }

  #out(socket: HubSocket): void {
    const place = this.#places.get(socket) ?? null;
    this.#places.set(socket, null);
    for (const room of this.#rooms.values()) room.lobby.leave(socket);
    if (place?.seat.connection?.socket === socket) place.room.leave(place.seat);
  }

  #roomOf(meeting: StoredMeeting): Room {
    const known = this.#rooms.get(meeting.id);
    if (known !== undefined) return known;
    const room = new Room(meeting, {
      parts: this.#parts,
      later: (work) => this.#later(work),
      onEmpty: (empty) => this.#onEmpty(empty),
      onTimes: (changed) => this.#clock.watch(changed),
    });
    this.#rooms.set(meeting.id, room);
    return room;
  }

  /** Hears once of a page's end. */
  #follow(socket: HubSocket): void {
    if (this.#places.has(socket)) return;
    this.#places.set(socket, null);
    socket.once('close', () => {
      const place = this.#places.get(socket) ?? null;
      this.#places.delete(socket);
      for (const room of this.#rooms.values()) {
        room.lobby.leave(socket);
        this.#forgetIdle(room);
      }
      if (place?.seat.connection?.socket === socket) place.room.lose(place.seat);
    });
  }

  /** Of a room that nobody has come into there is nothing to remember. */
  #forgetIdle(room: Room): void {
    if (!room.isEmpty || room.wasEntered || room.closed) return;
    room.close(null);
    if (this.#rooms.get(room.meeting.id) === room) this.#rooms.delete(room.meeting.id);
  }

  /** A call is over when the last has hung up; a meeting waits for its time. */
  #onEmpty(room: Room): void {
    const { kind, id } = room.meeting;
    if (kind === 'call' && room.wasEntered && !this.#closed) this.#later(letEnd(this.#parts, id));
  }

  #close(meetingId: string): void {
    this.#clock.forget(meetingId);
    const room = this.#rooms.get(meetingId);
    this.#rooms.delete(meetingId);
    room?.close('ended');
  }

  /** It may have been changed since the clock was set. */
  async #onTime(meetingId: string): Promise<void> {
    try {
      const meeting = await this.#parts.store.meetings.find(meetingId);
      if (meeting?.state !== 'open') return;
      if (meeting.endsAt <= Date.now()) await letEnd(this.#parts, meetingId);
      else {
        this.#clock.watch(meeting);
        this.#rooms.get(meetingId)?.renew(meeting);
      }
    } catch (error) {
      // As long as it cannot be written it goes on.
      if (!this.#closed) this.#clock.watch({ id: meetingId, endsAt: Date.now() + AGAIN_AFTER });
      throw error;
    }
  }

  #onSessionEnded(sessionId: string): void {
    for (const room of this.#rooms.values()) {
      for (const seat of room.inside) if (seat.sessionId === sessionId) room.sendOut(seat, 'refused');
    }
  }

  /** Whoever may not attend any more is out at once, and not only when the kept seat ends. */
  async #onUserChanged(userId: string): Promise<void> {
    const seated = [...this.#rooms.values()].flatMap((room) => {
      const seat = room.seats.get(userId);
      return seat?.isIn === true ? [{ room, seat }] : [];
    });
    for (const { room, seat } of seated) {
      const user = await this.#parts.store.users.find(userId);
      const may =
        user !== null && !user.mustEnrol && (await this.#parts.invitations.standing(user, room.meeting)) !== null;
      if (!may) room.sendOut(seat, 'refused');
    }
  }

  #judge(userId: string | null): void {
    for (const room of this.#rooms.values()) room.cameras.judge(userId);
  }

  #later(work: Promise<unknown>): void {
    const running = work.catch(this.#parts.onError).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
