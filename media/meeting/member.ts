import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { optionsOf, type TransportOptions } from '../transport-options.ts';
import type { Branch } from './branch.ts';
import type { LinkLook } from './link.ts';
import { type ConsumerOptions, Receiving } from './receiving.ts';
import { Sending } from './sending.ts';
import type { MeetingSource, SourceSwitch } from './source.ts';
import type { Tracks } from './tracks.ts';

interface MemberEvents {
  /** What it showed has ended: its source was closed, its sender left, or a worker died. */
  consumerClosed: [consumerId: string];
  close: [];
}

/**
 * One connection in a meeting: what it sends, and what it receives. An unknown transport, consumer, source or member is
 * a RangeError; what mediasoup refuses is its own TypeError or Error.
 */
export class Member extends EventEmitter<MemberEvents> {
  readonly id: string;
  /** The part of the meeting that it is on. */
  readonly branch: Branch;
  readonly #transports: { send: types.WebRtcTransport; receive: types.WebRtcTransport };
  readonly #sending: Sending;
  readonly #receiving: Receiving;
  #closed = false;

  /** Throws mediasoup's error where the worker has just died. */
  static async create(id: string, branch: Branch, tracks: Tracks): Promise<Member> {
    const [send, receive] = await Promise.all([branch.createTransport(), branch.createTransport()]);
    return new Member(id, branch, { send, receive }, tracks);
  }

  private constructor(
    id: string,
    branch: Branch,
    transports: { send: types.WebRtcTransport; receive: types.WebRtcTransport },
    tracks: Tracks,
  ) {
    super();
    this.id = id;
    this.branch = branch;
    this.#transports = transports;
    this.#sending = new Sending(id, branch, transports.send, tracks);
    this.#receiving = new Receiving(branch, transports.receive, tracks, (consumerId) =>
      this.emit('consumerClosed', consumerId),
    );
  }

  get closed(): boolean {
    return this.#closed;
  }

  get send(): TransportOptions {
    return optionsOf(this.#transports.send);
  }

  get receive(): TransportOptions {
    return optionsOf(this.#transports.receive);
  }

  /** How many consumers it has, those that are paused, too. */
  get consumers(): number {
    return this.#receiving.count;
  }

  /** Once per transport. */
  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    await this.#transport(transportId).connect({ dtlsParameters });
  }

  /** After a change of network: for the page's own restart. What is sent and received stays as it is. */
  async restartIce(transportId: string): Promise<types.IceParameters> {
    return this.#transport(transportId).restartIce();
  }

  /**
   * Begins to send; one of each source, a former one is closed. A source that is muted begins so.
   * @returns the id of the producer
   */
  async produce(source: MeetingSource, rtpParameters: types.RtpParameters): Promise<string> {
    return this.#sending.produce(source, rtpParameters);
  }

  /** Whether there is a producer of this source, also one that is off or muted. */
  sends(source: MeetingSource): boolean {
    return this.#sending.has(source);
  }

  /** The sender's own switch; says nothing about the chair's. */
  async setSource(source: MeetingSource, state: SourceSwitch): Promise<void> {
    await this.#sending.setSource(source, state);
  }

  /**
   * The chair's switch: while it is set, packets reach nobody whatever the page sends. It holds for what is produced
   * later, too, and ends with the member: whoever joins again is to be muted again.
   */
  async setMuted(source: MeetingSource, muted: boolean): Promise<void> {
    await this.#sending.setMuted(source, muted);
  }

  /**
   * A consumer of somebody's source, paused.
   * @param fromId a member or a camera
   * @param width of the tile, device px
   */
  async consume(
    fromId: string,
    source: MeetingSource,
    width: number,
    rtpCapabilities: types.RtpCapabilities,
  ): Promise<ConsumerOptions> {
    return this.#receiving.consume(fromId, source, width, rtpCapabilities);
  }

  /** Lets a consumer flow, in the layer for this width in device px (sound: any); 0: pauses it. */
  async show(consumerId: string, width: number): Promise<void> {
    await this.#receiving.show(consumerId, width);
  }

  /** Ends a consumer, without `consumerClosed`. */
  drop(consumerId: string): void {
    this.#receiving.drop(consumerId);
  }

  /** How the link is, both ways; null where nothing flows that would tell. */
  async look(): Promise<LinkLook | null> {
    const [up, down] = await Promise.all([this.#sending.look(), this.#receiving.look()]);
    if (up === null && down === null) return null;
    return {
      loss: Math.max(up?.loss ?? 0, down?.loss ?? 0),
      roundTripMs: Math.max(up?.roundTripMs ?? 0, down?.roundTripMs ?? 0),
      picture: this.#receiving.picture,
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sending.close();
    this.#receiving.close();
    this.emit('close');
    this.removeAllListeners();
  }

  #transport(id: string): types.WebRtcTransport {
    const { send, receive } = this.#transports;
    if (id === send.id) return send;
    if (id === receive.id) return receive;
    throw new RangeError('no such transport');
  }
}
