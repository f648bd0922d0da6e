import type { types } from 'mediasoup';
import type { Branch } from './branch.ts';
import { layerFor, priorityOf } from './layer.ts';
import { bitrateOf, lookAtConsumer, pictureOf, type Picture, type StreamLook } from './look.ts';
import { Restraint } from './restraint.ts';
import type { MeetingSource } from './source.ts';
import type { Track } from './track.ts';
import type { Tracks } from './tracks.ts';

/** What a page makes its own consumer of. */
export interface ConsumerOptions {
  id: string;
  producerId: string;
  kind: types.MediaKind;
  rtpParameters: types.RtpParameters;
}

interface Received {
  consumer: types.Consumer;
  track: Track;
  source: MeetingSource;
  /** The page shows it. */
  wanted: boolean;
}

/** More than a room can have to show: only a page gone wild asks for so many. */
const MOST_CONSUMERS = 1000;

/** What one member receives. */
export class Receiving {
  readonly #branch: Branch;
  readonly #transport: types.WebRtcTransport;
  readonly #tracks: Tracks;
  readonly #onEnd: (consumerId: string) => void;
  readonly #restraint = new Restraint();
  readonly #received = new Map<string, Received>();

  /** @param onEnd told when a consumer has ended because what it showed has */
  constructor(branch: Branch, transport: types.WebRtcTransport, tracks: Tracks, onEnd: (consumerId: string) => void) {
    this.#branch = branch;
    this.#transport = transport;
    this.#tracks = tracks;
    this.#onEnd = onEnd;
  }

  get count(): number {
    return this.#received.size;
  }

  /** See Member.consume. */
  async consume(
    fromId: string,
    source: MeetingSource,
    width: number,
    rtpCapabilities: types.RtpCapabilities,
  ): Promise<ConsumerOptions> {
    if (this.#received.size >= MOST_CONSUMERS) throw new Error('too many consumers');
    const track = this.#tracks.get(fromId, source);
    const { producer, leave } = await track.use(this.#branch);
    const consumer = await this.#transport
      .consume({
        producerId: producer.id,
        rtpCapabilities,
        paused: true,
        // What is lost is sent once more: of a voice, too, where mediasoup would not by itself.
        enableRtx: true,
        ...(producer.type === 'simulcast' ? { preferredLayers: { spatialLayer: layerFor(width) } } : {}),
      })
      .catch((error: unknown) => {
        leave();
        throw error;
      });
    consumer.observer.once('close', () => {
      leave();
      this.#received.delete(consumer.id);
      this.#restraint.forget(consumer.id);
    });
    consumer.once('producerclose', () => this.#onEnd(consumer.id));
    if (consumer.closed || this.#transport.closed) {
      leave();
      // What was asked for before the transport was closed is still made, and mediasoup does not close it.
      consumer.close();
      throw new Error('the member has just left');
    }
    this.#received.set(consumer.id, { consumer, track, source, wanted: false });
    const { id, producerId, kind, rtpParameters } = consumer;
    return { id, producerId, kind, rtpParameters };
  }

  /** See Member.show. */
  async show(consumerId: string, width: number): Promise<void> {
    const received = this.#get(consumerId);
    // By what was asked last: a pause may be on its way to the worker, and is not yet seen.
    const begins = !received.wanted || received.consumer.paused;
    received.wanted = width > 0;
    const mayBegin = begins && !this.#restraint.held.includes(consumerId);
    await (received.wanted ? flow(received, width, mayBegin) : received.consumer.pause()).catch((error: unknown) => {
      // It has ended in the worker, and the word of it is on its way.
      throw error instanceof Error && error.name === 'NotFoundError' ? new RangeError('no such consumer') : error;
    });
  }

  /** See Member.drop. */
  drop(consumerId: string): void {
    this.#get(consumerId).consumer.close();
  }

  /** How what is received arrives there; null: nothing is. Holds back, or tries again, what a narrow link has no room for. */
  async look(): Promise<StreamLook | null> {
    const flowing = this.#flowing();
    const consumer = flowing.find(({ kind }) => kind === 'audio') ?? flowing[0];
    if (consumer === undefined && this.#restraint.held.length === 0) return null;
    // All is silent but what is held back: it is tried again all the same.
    const look = consumer === undefined ? { loss: 0, roundTripMs: 0 } : await lookAtConsumer(consumer);
    await this.#restrain(look, flowing.filter(isSingle));
    return look;
  }

  /** What the link leaves of the pictures that are asked for. */
  get picture(): Picture {
    return pictureOf(this.#flowing(), this.#restraint.held.length);
  }

  close(): void {
    this.#transport.close();
  }

  async #restrain(look: StreamLook, singles: readonly types.Consumer[]): Promise<void> {
    if (singles.length === 0 && this.#restraint.held.length === 0) return;
    const [stats] = await this.#transport.getStats();
    const flowing = await Promise.all(
      singles.map(async (single) => ({ id: single.id, bitrate: await bitrateOf(single) })),
    );
    const capacity = { ...look, available: stats?.availableOutgoingBitrate };
    const decided = this.#restraint.decide(capacity, flowing, performance.now());
    const received = decided && this.#received.get(decided.id);
    if (!decided || !received?.wanted) return;
    if (decided.act === 'hold') return received.consumer.pause();
    received.track.origin.welcome();
    await received.consumer.resume();
  }

  #flowing(): types.Consumer[] {
    return [...this.#received.values()]
      .map(({ consumer }) => consumer)
      .filter(({ paused, producerPaused }) => !paused && !producerPaused);
  }

  #get(consumerId: string): Received {
    const received = this.#received.get(consumerId);
    if (received === undefined) throw new RangeError('no such consumer');
    return received;
  }
}

async function flow({ consumer, track, source }: Received, width: number, mayBegin: boolean): Promise<void> {
  const asked: Promise<void>[] = [];
  if (consumer.type === 'simulcast') asked.push(consumer.setPreferredLayers({ spatialLayer: layerFor(width) }));
  if (consumer.kind === 'video') asked.push(consumer.setPriority(priorityOf(source, width)));
  if (mayBegin) {
    track.origin.welcome();
    asked.push(consumer.resume());
  }
  await Promise.all(asked);
}

function isSingle({ kind, type }: types.Consumer): boolean {
  return kind === 'video' && type === 'simple';
}
