import type { types } from 'mediasoup';
import type { Branch } from './branch.ts';
import { layerFor, priorityOf } from './layer.ts';
import { lookAtConsumer, pictureOf, type Picture, type StreamLook } from './look.ts';
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
}

/** More than a room can have to show: only a page gone wild asks for so many. */
const MOST_CONSUMERS = 1000;

/** What one member receives. */
export class Receiving {
  readonly #branch: Branch;
  readonly #transport: types.WebRtcTransport;
  readonly #tracks: Tracks;
  readonly #onEnd: (consumerId: string) => void;
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
        ...(producer.type === 'simulcast' ? { preferredLayers: { spatialLayer: layerFor(width) } } : {}),
      })
      .catch((error: unknown) => {
        leave();
        throw error;
      });
    consumer.observer.once('close', () => {
      leave();
      this.#received.delete(consumer.id);
    });
    consumer.once('producerclose', () => this.#onEnd(consumer.id));
    if (consumer.closed) {
      leave();
      throw new Error('the member has just left');
    }
    this.#received.set(consumer.id, { consumer, track, source });
    const { id, producerId, kind, rtpParameters } = consumer;
    return { id, producerId, kind, rtpParameters };
  }

  /** See Member.show. */
  async show(consumerId: string, width: number): Promise<void> {
    const received = this.#get(consumerId);
    await (width === 0 ? received.consumer.pause() : flow(received, width)).catch((error: unknown) => {
      // It has ended in the worker, and the word of it is on its way.
      throw error instanceof Error && error.name === 'NotFoundError' ? new RangeError('no such consumer') : error;
    });
  }

  /** See Member.drop. */
  drop(consumerId: string): void {
    this.#get(consumerId).consumer.close();
  }

  /** How what is received arrives there; null: nothing is. */
  async look(): Promise<StreamLook | null> {
    const flowing = this.#flowing();
    const consumer = flowing.find(({ kind }) => kind === 'audio') ?? flowing[0];
    return consumer === undefined ? null : lookAtConsumer(consumer);
  }

  /** What the link leaves of the pictures that are asked for. */
  get picture(): Picture {
    return pictureOf(this.#flowing());
  }

  close(): void {
    this.#transport.close();
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

async function flow({ consumer, track, source }: Received, width: number): Promise<void> {
  const asked: Promise<void>[] = [];
  if (consumer.type === 'simulcast') asked.push(consumer.setPreferredLayers({ spatialLayer: layerFor(width) }));
  if (consumer.kind === 'video') asked.push(consumer.setPriority(priorityOf(source, width)));
  if (consumer.paused) {
    track.origin.welcome();
    asked.push(consumer.resume());
  }
  await Promise.all(asked);
}
