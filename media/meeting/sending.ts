import type { types } from 'mediasoup';
import { pipe } from '../pipe.ts';
import type { Branch } from './branch.ts';
import { type StreamLook, lookAtProducer } from './look.ts';
import { checkCodecs, kindOf, type MeetingSource, type SourceSwitch } from './source.ts';
import { Track } from './track.ts';
import type { Tracks } from './tracks.ts';

interface Sent {
  producer: types.Producer;
  track: Track;
  /** The sender's own switch. */
  on: boolean;
}

/** What one member sends. */
export class Sending {
  readonly #memberId: string;
  readonly #branch: Branch;
  readonly #transport: types.WebRtcTransport;
  readonly #tracks: Tracks;
  readonly #sent = new Map<MeetingSource, Sent>();
  /** By the chair. */
  readonly #muted = new Set<MeetingSource>();

  constructor(memberId: string, branch: Branch, transport: types.WebRtcTransport, tracks: Tracks) {
    this.#memberId = memberId;
    this.#branch = branch;
    this.#transport = transport;
    this.#tracks = tracks;
  }

  /** See Member.produce. */
  async produce(source: MeetingSource, rtpParameters: types.RtpParameters): Promise<string> {
    checkCodecs(source, rtpParameters);
    // First: the new one may come with the SSRCs of the old one.
    this.#end(source);
    const paused = this.#muted.has(source);
    const producer = await this.#transport.produce({ kind: kindOf(source), rtpParameters, paused });
    try {
      if (source === 'microphone') await this.#branch.hear(producer, this.#memberId);
      // Muted meanwhile, perhaps again and again: before anybody can ask for it.
      while (this.#muted.has(source) !== producer.paused) await still(producer, this.#muted.has(source));
      // What was asked for before the transport was closed is still made, and mediasoup does not close it.
      if (producer.closed || this.#transport.closed) throw new Error('the member has just left');
    } catch (error) {
      producer.close();
      throw error;
    }
    this.#end(source);
    const { router } = this.#branch;
    const track = new Track({
      branch: this.#branch,
      producer,
      pipe: (to) => pipe(router, producer, to),
      welcome: () => undefined,
    });
    this.#sent.set(source, { producer, track, on: true });
    this.#tracks.set(this.#memberId, source, track);
    return producer.id;
  }

  /** See Member.sends. */
  has(source: MeetingSource): boolean {
    return this.#sent.has(source);
  }

  /** See Member.setSource. */
  async setSource(source: MeetingSource, state: SourceSwitch): Promise<void> {
    const sent = this.#sent.get(source);
    if (sent === undefined) throw new RangeError(`no ${source} is sent`);
    sent.on = state === 'on';
    if (state === 'closed') this.#end(source);
    else await this.#apply(source, sent);
  }

  /** See Member.setMuted. */
  async setMuted(source: MeetingSource, muted: boolean): Promise<void> {
    if (muted) this.#muted.add(source);
    else this.#muted.delete(source);
    const sent = this.#sent.get(source);
    if (sent !== undefined) await this.#apply(source, sent);
  }

  /** How what is sent arrives here; null: nothing is sent. */
  async look(): Promise<StreamLook | null> {
    const flowing = [...this.#sent.values()].map(({ producer }) => producer).filter(({ paused }) => !paused);
    const producer = flowing.find(({ kind }) => kind === 'audio') ?? flowing[0];
    return producer === undefined ? null : lookAtProducer(producer);
  }

  close(): void {
    for (const source of this.#sent.keys()) this.#end(source);
    this.#transport.close();
  }

  async #apply(source: MeetingSource, { producer, on }: Sent): Promise<void> {
    if (!producer.closed) await still(producer, !on || this.#muted.has(source));
  }

  #end(source: MeetingSource): void {
    const sent = this.#sent.get(source);
    if (sent === undefined) return;
    this.#sent.delete(source);
    this.#tracks.delete(this.#memberId, source, sent.track);
    sent.producer.close();
  }
}

function still(producer: types.Producer, paused: boolean): Promise<void> {
  return paused ? producer.pause() : producer.resume();
}
