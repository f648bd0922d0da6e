import type { LinkGrade } from '../../../media/index.ts';
import {
  MOST_GUESTS,
  MOST_PEOPLE,
  type RoomEnd,
  type RoomJoined,
  type RoomSettings,
  type RoomState,
  SEAT_KEPT,
  type Source,
} from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';
import { RoomCameras } from './cameras.ts';
import { Chair } from './chair.ts';
import { Floors } from './floors.ts';
import { Lobby } from './lobby.ts';
import { News } from './news.ts';
import { openMeeting } from './opening.ts';
import type { RoomParts } from './parts.ts';
import { RollCalls } from './roll-calls.ts';
import { RoomMedia } from './room-media.ts';
import { isChair, type Rules, rulesOf } from './rules.ts';
import { Seat, type Sitter } from './seat.ts';
import { Sheet } from './sheet.ts';
import { tell } from './telling.ts';

/** What a room needs of those who keep it. */
export interface RoomKeeper {
  parts: RoomParts;
  /** Follows what nobody waits for to its end. */
  later: (work: Promise<unknown>) => void;
  /** The last one has left for good. */
  onEmpty: (room: Room) => void;
  /** It was opened, or has another end now. */
  onTimes: (meeting: StoredMeeting) => void;
}

/** One meeting's live room: its seats, its settings, its media, and what each page is told of them. */
export class Room {
  meeting: StoredMeeting;
  readonly settings: RoomSettings;
  /** By id of the user: all who were ever in. */
  readonly seats = new Map<string, Seat>();
  readonly lobby = new Lobby(() => this.news.of('waiting'));
  readonly news = new News((pending) => tell(this, pending));
  readonly floors: Floors;
  readonly rollCalls: RollCalls;
  readonly cameras: RoomCameras;
  readonly chair: Chair;
  /** Users who were sent away: they wait in the lobby until a chair lets them in. */
  readonly banned = new Set<string>();
  speakers: readonly string[] = [];
  readonly #keeper: RoomKeeper;
  readonly #sheet: Sheet;
  readonly #media: RoomMedia;
  readonly #entering = new Set<Seat>();
  #opened: Promise<void> | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(meeting: StoredMeeting, keeper: RoomKeeper) {
    const { parts, later } = keeper;
    const { onError } = parts;
    this.#keeper = keeper;
    this.meeting = meeting;
    this.settings = {
      ...{ locked: false, ...rulesOf(meeting.kind), spotlight: null, layout: null, banner: '', cycle: null },
      endsAt: meeting.endsAt,
    };
    this.#sheet = new Sheet(parts.store, meeting);
    this.#media = new RoomMedia({
      ...{ workers: parts.workers, later },
      onSpeakers: (ids) => {
        this.speakers = ids;
        this.news.of('speakers');
      },
      onLink: (id, grade) => this.#onLink(id, grade),
      onLost: (ids) => {
        for (const seat of this.present.filter(({ id }) => ids.includes(id))) this.#cut(seat);
      },
    });
    this.chair = new Chair(meeting, this.news);
    this.floors = new Floors({
      ...{ rules: () => this.rules, onError },
      mute: (seat, source, muted) => this.mute(seat, source, muted),
      onChange: ({ id }) => this.news.changed(id),
    });
    this.rollCalls = new RollCalls({
      ...{ seats: () => this.present, floors: this.floors },
      spotlight: (id) => this.set({ spotlight: id }),
      onChange: () => this.news.of('rollCall'),
    });
    this.cameras = new RoomCameras({
      ...{ ...parts, later, meetingId: meeting.id, media: () => this.#media.get() },
      viewers: () => this.present.filter(({ sitter }) => sitter.base !== 'guest').length,
      onChange: (goneId) => {
        this.news.of('cameras');
        if (goneId !== null) this.#unspot(goneId);
      },
    });
  }

  get rules(): Rules {
    return { kind: this.meeting.kind, ...this.settings };
  }

  /** Who is in, also those whose seat is kept. */
  get inside(): Seat[] {
    return [...this.seats.values()].filter(({ isIn }) => isIn);
  }

  /** Who is in and connected. */
  get present(): Seat[] {
    return this.inside.filter(({ present }) => present);
  }

  /** Nobody is in, comes in, or waits. */
  get isEmpty(): boolean {
    return this.inside.length === 0 && this.#entering.size === 0 && this.lobby.size === 0;
  }

  /** Somebody is, or was, in it. */
  get wasEntered(): boolean {
    return [...this.seats.values()].some(({ joinedAt }) => joinedAt > 0);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** A place is left for this guest; others are not meant. @throws HubError `meeting.guests-full` */
  permitGuest({ actor, base }: Sitter): void {
    if (base !== 'guest') return;
    const seated = [...this.inside, ...this.#entering].filter(({ sitter }) => sitter.base === 'guest');
    const others = new Set([...seated.map(({ user }) => user.id), ...this.lobby.guestIds]);
    others.delete(actor.user.id);
    if (others.size >= MOST_GUESTS) throw new HubError('meeting.guests-full', { count: MOST_GUESTS });
  }

  /** Somebody who is in. @throws HubError `room.participant` */
  find(participantId: string): Seat {
    const seat = this.inside.find(({ id }) => id === participantId);
    if (seat === undefined) throw new HubError('room.participant');
    return seat;
  }

  /** What is done to the room goes one after the other, so that each finds what the one before has left. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  set(settings: Partial<RoomSettings>): void {
    Object.assign(this.settings, settings);
    this.news.of('settings');
  }

  /** The meeting as it is stored now. */
  renew(meeting: StoredMeeting): void {
    this.meeting = meeting;
    this.#keeper.onTimes(meeting);
    if (this.settings.endsAt !== meeting.endsAt) this.set({ endsAt: meeting.endsAt });
  }

  /** By a chair or a rule: packets reach nobody, whatever the page does. Holds for what is produced later, too. */
  async mute(seat: Seat, source: Source, muted: boolean): Promise<void> {
    if (muted) seat.muted.add(source);
    else seat.muted.delete(source);
    this.news.changed(seat.id);
    const member = seat.connection?.member;
    await member?.setMuted(source, muted).catch((error: unknown) => {
      // Whoever has just gone is heard by nobody; coming back they are muted as the seat says.
      if (!member.closed) throw error;
    });
  }

  /**
   * Takes a seat for this page; another page of the same user loses it.
   * @param isAsked whether the page is still there, and asks for nothing else
   * @throws HubError `meeting.full`, `meeting.ended`, `meeting.cancelled`, `request.cancelled`
   */
  async enter(socket: HubSocket, sitter: Sitter, isAsked: () => boolean): Promise<{ seat: Seat; joined: RoomJoined }> {
    const userId = sitter.actor.user.id;
    const seat = this.seats.get(userId) ?? new Seat(sitter);
    const taken = new Set([...this.inside, ...this.#entering]);
    if (!taken.has(seat) && taken.size >= MOST_PEOPLE) throw new HubError('meeting.full');
    this.seats.set(userId, seat);
    this.#entering.add(seat);
    const attempt = ++seat.attempt;
    const isWanted = (): boolean => isAsked() && seat.attempt === attempt && !this.#closed && !this.banned.has(userId);
    try {
      await this.#open(sitter.actor);
      await this.#sheet.enter(seat, sitter);
      const media = await this.#media.get();
      if (!isWanted()) throw new HubError('request.cancelled');
      const member = await media.join(seat.id);
      for (const source of seat.muted) await member.setMuted(source, true);
      if (!isWanted()) {
        member.close();
        throw new HubError('request.cancelled');
      }
      this.#attach(seat, sitter, { socket, member });
      const { send, receive } = member;
      const { rtpCapabilities } = media;
      return {
        seat,
        // Opaque by contract: the page's library reads them.
        joined: {
          state: 'in',
          participantId: seat.id,
          room: this.stateFor(seat),
          ...asOpaque({ rtpCapabilities, send, receive }),
        },
      };
    } catch (error) {
      if (seat.attempt === attempt) {
        if (!seat.isIn) this.#keeper.later(this.#sheet.undo(seat));
        // The new page has failed, and taken the media of the one before with it.
        if (seat.connection?.member.closed === true) this.#cut(seat);
      }
      throw error;
    } finally {
      if (seat.attempt === attempt) this.#entering.delete(seat);
      this.#rest();
    }
  }

  /** All of the room, as this participant may know it. */
  stateFor(seat: Seat): RoomState {
    const { id: meetingId, title, kind } = this.meeting;
    return {
      ...{ meetingId, title, kind, settings: { ...this.settings } },
      participants: this.inside.map((other) => other.toParticipant()),
      cameras: this.cameras.list,
      speakers: [...this.speakers],
      waiting: isChair(seat.standing) ? this.lobby.list : [],
      rollCall: this.rollCalls.told,
    };
  }

  /** The page is gone, and may come back: the seat is kept for {@link SEAT_KEPT}. */
  lose(seat: Seat): void {
    if (!seat.isIn || seat.connection === null) return;
    const { member } = seat.connection;
    seat.connection = null;
    seat.lostAt = Date.now();
    seat.sources.clear();
    member.close();
    seat.kept = setTimeout(() => this.leave(seat), this.#keeper.parts.seatKept ?? SEAT_KEPT);
    this.news.changed(seat.id);
    this.#callAgain();
  }

  /** For good: the seat is free, and what hung on it has ended. */
  leave(seat: Seat): void {
    if (!seat.isIn) return;
    clearTimeout(seat.kept);
    const { connection, lostAt } = seat;
    seat.isIn = false;
    seat.connection = null;
    seat.handAt = null;
    seat.sources.clear();
    connection?.member.close();
    const { later } = this.#keeper;
    later(this.floors.end(seat));
    later(this.#sheet.leave(seat, connection === null ? lostAt : Date.now()));
    this.cameras.endWhere((camera) => camera.seat === seat, 'left');
    this.#unspot(seat.id);
    this.news.left(seat.id);
    this.#keeper.parts.bus.publish('meeting.left', { meetingId: this.meeting.id, userId: seat.user.id });
    if (!this.#closed) this.chair.left(this.inside);
    this.#callAgain();
    this.#rest();
  }

  /** Tells the page why, and takes the seat. */
  sendOut(seat: Seat, reason: RoomEnd): void {
    seat.connection?.socket.notify('room.ended', { meetingId: this.meeting.id, reason });
    this.leave(seat);
  }

  /** Sends all away. Safe to call more than once. @param reason null: the hub stops, and pages come back by themselves */
  close(reason: RoomEnd | null): void {
    if (this.#closed) return;
    this.#closed = true;
    const { id: meetingId } = this.meeting;
    if (reason !== null) for (const socket of this.lobby.sockets) socket.notify('room.ended', { meetingId, reason });
    for (const seat of this.inside) {
      if (reason === null) this.leave(seat);
      else this.sendOut(seat, reason);
    }
    this.cameras.close();
    this.floors.close();
    this.news.close();
    this.#media.close();
    this.speakers = [];
  }

  #attach(seat: Seat, sitter: Sitter, connection: NonNullable<Seat['connection']>): void {
    const { socket, member } = connection;
    const before = seat.connection?.socket;
    if (before !== undefined && before !== socket) {
      before.notify('room.ended', { meetingId: this.meeting.id, reason: 'elsewhere' });
    }
    clearTimeout(seat.kept);
    seat.sitter = sitter;
    seat.connection = connection;
    seat.sessionId = socket.sessionId;
    seat.sources.clear();
    seat.link = 'good';
    if (!seat.isIn) seat.joinedAt = Date.now();
    seat.isIn = true;
    member.on('consumerClosed', (consumerId) => socket.notify('room.consumerClosed', { consumerId }));
    this.chair.arrived(seat, this.inside);
    this.news.changed(seat.id);
    this.cameras.count();
    this.#callAgain();
  }

  /** The page's media is gone: it joins again at once, and has its seat. */
  #cut(seat: Seat): void {
    seat.connection?.socket.notify('room.ended', { meetingId: this.meeting.id, reason: 'media' });
    this.lose(seat);
  }

  async #open(actor: SignedIn): Promise<void> {
    this.#opened ??= openMeeting(this.#keeper.parts, this.meeting, actor).then((meeting) => this.renew(meeting));
    const opened = this.#opened;
    await opened.catch((error: unknown) => {
      if (this.#opened === opened) this.#opened = null;
      throw error;
    });
  }

  #onLink(id: string, grade: LinkGrade): void {
    const seat = this.inside.find((other) => other.id === id);
    if (seat === undefined || seat.link === grade) return;
    seat.link = grade;
    this.news.changed(id);
  }

  /** A room in which nobody is costs no worker anything. */
  #rest(): void {
    if (this.inside.length > 0 || this.#entering.size > 0) return;
    this.#media.close();
    this.speakers = [];
    if (!this.#closed) this.#keeper.onEmpty(this);
  }

  #unspot(id: string): void {
    if (this.settings.spotlight === id) this.set({ spotlight: null });
  }

  /** Who answers for the one that is called may be another one now. */
  #callAgain(): void {
    if (this.rollCalls.run !== null && !this.#closed) {
      this.#keeper.later(this.inTurn(() => this.rollCalls.call()));
    }
  }
}

function asOpaque({ rtpCapabilities, send, receive }: Record<'rtpCapabilities' | 'send' | 'receive', object>) {
  type In = Extract<RoomJoined, { state: 'in' }>;
  return { rtpCapabilities, send, receive } as unknown as Pick<In, 'rtpCapabilities' | 'send' | 'receive'>;
}
