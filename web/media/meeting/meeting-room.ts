import type { ChairAct } from '../../../server/contract/meeting-room.ts';
import type { ChatMessage, Poll } from '../../../server/contract/meeting-side.ts';
import { HubError } from '../../api/hub-error.ts';
import { backoff } from '../backoff.ts';
import { Emitter } from '../emitter.ts';
import type { HubSocket } from '../socket.ts';
import { readDevices, type Devices } from './capture.ts';
import { Listening } from './listening.ts';
import { OwnSources } from './own-sources.ts';
import type { PictureRoom } from './room-picture.ts';
import { changeRoom, newView, type RoomView } from './room-view.ts';
import { Seat } from './seat.ts';
import { SpeakerFollower } from './steady-speaker.ts';
import { chooseVoices } from './voices.ts';

interface MeetingRoomEvents extends Record<string, unknown[]> {
  change: [RoomView];
  /** Another seat, or pictures are wanted again, or not any more. */
  media: [];
  chatted: [ChatMessage];
  poll: [Poll];
  papers: [];
  /** Something of one's own does not go on: HubError or CaptureError. */
  problem: [unknown];
}

export interface MeetingRoomOptions {
  socket: HubSocket;
  meetingId: string;
  devices?: Devices;
  /** As it was typed before the room was opened. */
  passcode?: string | undefined;
}

/** The hub's own trouble (no media worker runs at this moment), and no decision of it: tried again so often. */
const PASSING = /^(camera\.process|server\.|request\.cancelled)/;
const MOST_FAILURES = 12;
/** Joining again after a loss that was no fault of the connection. */
const AGAIN = { first: 200, most: 2_000 };
/**
 * A hub that has not answered for so long is not reached any more, whatever the browser thinks; ms. Twice as long each time,
 * up to a request's own limit: one that is only slow, when a whole county comes back, must not be asked ever anew.
 */
const JOIN_MS = 4_000;

/** This page's part in one meeting: comes in, stays in, leaves. It does nothing before `open()`. */
export class MeetingRoom extends Emitter<MeetingRoomEvents> implements PictureRoom {
  readonly meetingId: string;
  /** Microphone, camera and screen of this page. */
  readonly own: OwnSources;
  readonly #socket: HubSocket;
  readonly #listening: Listening;
  readonly #follower = new SpeakerFollower(() => this.#change({ speaker: this.#follower.shown }));
  #off: (() => void)[] = [];
  #view: RoomView = newView;
  #seat: Seat | null = null;
  #passcode: string | undefined;
  /** Counts joinings: what comes late from an earlier one is let go. */
  #joining = 0;
  #failures = 0;
  /** Joinings in a row that the hub did not answer. */
  #silences = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ socket, meetingId, devices = readDevices(), passcode }: MeetingRoomOptions) {
    super();
    this.#passcode = passcode;
    this.#socket = socket;
    this.meetingId = meetingId;
    this.own = new OwnSources(devices);
    this.#listening = new Listening(devices.speaker, () => this.#change({ soundBlocked: true }));
    this.own.on('change', () => this.emit('change', this.#view));
    this.own.on('problem', (thrown) => this.emit('problem', thrown));
  }

  /** Joins at once, or as soon as the hub is reached. */
  open(): void {
    if (this.#off.length > 0) return;
    this.own.open();
    this.#off = [
      this.#socket.on('state', (state) => {
        if (state === 'open') this.#join();
        else this.#lose();
      }),
      ...this.#listen(),
    ];
    if (this.#socket.state === 'open') this.#join();
  }

  get view(): RoomView {
    return this.#view;
  }

  get seat(): Seat | null {
    return this.#seat;
  }

  get audioOnly(): boolean {
    return this.#view.audioOnly;
  }

  onMedia(changed: () => void): () => void {
    return this.on('media', changed);
  }

  /** Comes in with this passcode, or again after having been sent out. */
  join(passcode?: string): void {
    if (passcode !== undefined) this.#passcode = passcode;
    this.#change({ phase: 'joining', error: null, end: null });
    this.#join();
  }

  /** What a chair does. @throws HubError */
  async act(act: ChairAct): Promise<void> {
    await this.#socket.request('room.act', act);
  }

  /** @throws HubError */
  async raiseHand(raised: boolean): Promise<void> {
    await this.#socket.request('room.hand', { raised });
  }

  /** @throws HubError */
  async chat(text: string): Promise<void> {
    await this.#socket.request('room.chat', { text });
  }

  /** Brings a camera of the county in, under a grant of mine. @throws HubError */
  async bringCamera(channelId: string, grantId: string): Promise<void> {
    await this.#socket.request('room.bringCamera', { channelId, grantId });
  }

  /** @throws HubError */
  async removeCamera(cameraId: string): Promise<void> {
    await this.#socket.request('room.removeCamera', { cameraId });
  }

  /** Voices alone, for a weak line. */
  setAudioOnly(audioOnly: boolean): void {
    this.#change({ audioOnly });
    this.emit('media');
  }

  /** The user has pressed something: sound may be played now. */
  unblockSound(): void {
    this.#change({ soundBlocked: false });
    this.#listening.unblock();
  }

  /** Leaves, and gives every device back. May be opened again. */
  close(): void {
    if (this.#off.length === 0) return;
    for (const off of this.#off.splice(0)) off();
    this.#joining++;
    clearTimeout(this.#timer);
    this.#tellLeave();
    this.#leaveSeat();
    this.#listening.close();
    this.#follower.close();
    this.own.close();
    this.#view = newView;
  }

  #listen(): (() => void)[] {
    const changes = [
      'room.settings',
      'room.participants',
      'room.cameras',
      'room.speakers',
      'room.waiting',
      'room.rollCall',
    ] as const;
    return [
      ...changes.map((name) =>
        this.#socket.on(name, (data) => {
          const { room } = this.#view;
          // The name was taken from the list, and its data came with it.
          if (room) this.#change({ room: changeRoom(room, { name, data } as Parameters<typeof changeRoom>[1]) });
        }),
      ),
      this.#socket.on('room.admitted', ({ meetingId }) => {
        if (meetingId === this.meetingId) this.#join();
      }),
      this.#socket.on('room.ended', ({ meetingId, reason }) => {
        if (meetingId !== this.meetingId) return;
        if (reason === 'media') this.#rejoin();
        else this.#end({ phase: 'ended', end: reason });
      }),
      this.#socket.on('meeting.called', ({ meetingId, called }) => {
        if (meetingId === this.meetingId) this.#change({ called });
      }),
      this.#socket.on('room.chatted', (message) => this.emit('chatted', message)),
      this.#socket.on('room.poll', (poll) => this.emit('poll', poll)),
      this.#socket.on('room.papers', () => this.emit('papers')),
    ];
  }

  #join(): void {
    if (this.#off.length === 0 || this.#view.phase === 'ended') return;
    clearTimeout(this.#timer);
    const turn = ++this.#joining;
    this.#timer = setTimeout(
      () => {
        if (turn !== this.#joining) return;
        this.#silences++;
        this.#socket.restart();
      },
      JOIN_MS * 2 ** this.#silences,
    );
    this.#sit(turn).catch((thrown: unknown) => {
      if (turn === this.#joining) this.#refused(HubError.from(thrown));
    });
  }

  async #sit(turn: number): Promise<void> {
    const passcode = this.#passcode === undefined ? {} : { passcode: this.#passcode };
    const joined = await this.#socket.request('room.join', { meetingId: this.meetingId, ...passcode });
    if (turn !== this.#joining) return;
    clearTimeout(this.#timer);
    this.#silences = 0;
    this.#leaveSeat();
    if (joined.state === 'waiting') {
      this.#change({ phase: 'waiting', error: null, room: null, me: null });
      return;
    }
    // Before anything is waited for: what the hub tells from now on changes this.
    this.#change({ phase: 'in', error: null, room: joined.room, me: joined.participantId });
    const seat = await Seat.create(this.#socket, joined);
    if (turn !== this.#joining) {
      seat.close();
      return;
    }
    this.#seat = seat;
    seat.on('failed', () => this.#rejoin());
    this.#hear();
    this.emit('media');
    await this.own.attach(seat);
    this.#failures = 0;
  }

  #refused(error: HubError): void {
    clearTimeout(this.#timer);
    // No answer: the connection is being lost, or soon made anew, and then it is tried again.
    if (error.code === 'local.offline') return;
    if (error.code === 'local.timeout') this.#socket.restart();
    else if (PASSING.test(error.code) && this.#failures < MOST_FAILURES) this.#rejoin();
    else if (/passcode/.test(error.code)) {
      const again = this.#passcode !== undefined;
      this.#passcode = undefined;
      this.#end({ phase: 'passcode', error: again ? error : null });
    } else {
      // The hub let us in, and the browser cannot: nobody is to see us sit there.
      if (this.#view.phase === 'in') this.#tellLeave();
      this.#end({ phase: 'refused', error });
    }
  }

  /** Where it cannot be told, the hub knows by the connection. */
  #tellLeave(): void {
    if (this.#socket.state === 'open') this.#socket.request('room.leave', {}).catch(() => undefined);
  }

  /** The media were lost, and not the connection. */
  #rejoin(): void {
    this.#lose();
    if (this.#socket.state !== 'open') return;
    clearTimeout(this.#timer);
    const wait = this.#failures++ === 0 ? 0 : backoff(this.#failures, AGAIN);
    this.#timer = setTimeout(() => this.#join(), wait);
  }

  #lose(): void {
    this.#joining++;
    clearTimeout(this.#timer);
    this.#leaveSeat();
    if (this.#view.phase === 'in') this.#change({ phase: 'lost' });
  }

  #end(last: Partial<RoomView>): void {
    this.#joining++;
    clearTimeout(this.#timer);
    this.#leaveSeat();
    this.#change({ ...last, room: null, me: null });
  }

  #leaveSeat(): void {
    if (!this.#seat) return;
    this.#seat.close();
    this.#seat = null;
    this.own.detach();
    this.#hear();
    this.emit('media');
  }

  #hear(): void {
    const { room, me } = this.#view;
    this.#listening.listen(this.#seat, room ? chooseVoices(room.participants, room.speakers, me) : []);
  }

  /** Voices and the speaker go by who is in the room. */
  #heed(): void {
    this.#hear();
    const { room, me } = this.#view;
    const others = (room?.participants ?? []).filter(({ id, present }) => present && id !== me);
    this.#follower.follow(room?.speakers ?? [], new Set(others.map(({ id }) => id)));
    this.#view = { ...this.#view, speaker: this.#follower.shown };
  }

  #change(changed: Partial<RoomView>): void {
    this.#view = { ...this.#view, ...changed };
    if (changed.room !== undefined) this.#heed();
    this.emit('change', this.#view);
  }
}
