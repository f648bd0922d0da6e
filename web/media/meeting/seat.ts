import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import type { RoomJoined, Source } from '../../../server/contract/meeting-room.ts';
import { HubError } from '../../api/hub-error.ts';
import { Emitter } from '../emitter.ts';
import type { HubSocket } from '../socket.ts';
import { isWeak, sendingOf } from './encodings.ts';
import { Way } from './way.ts';

/** The answer to joining that lets one in. */
export type Joined = Extract<RoomJoined, { state: 'in' }>;

interface SeatEvents extends Record<string, unknown[]> {
  /** Its way through the network is gone for good: join again. */
  failed: [];
}

/**
 * The media of one joining: a device of the room's own, one transport to send and one to receive. A lost one is closed, and
 * the next joining makes another. Parameters of mediasoup are opaque in the contract; here they get their types back.
 */
export class Seat extends Emitter<SeatEvents> {
  readonly #socket: HubSocket;
  readonly #device: Device;
  readonly #send: types.Transport;
  readonly #receive: types.Transport;
  readonly #consumers = new Map<string, types.Consumer>();
  readonly #off: () => void;
  #closed = false;

  /** @throws HubError `local.browser` where the browser cannot do it */
  static async create(socket: HubSocket, joined: Joined): Promise<Seat> {
    try {
      const device = new Device();
      await device.load({ routerRtpCapabilities: joined.rtpCapabilities });
      return new Seat(socket, device, joined);
    } catch {
      throw HubError.local('local.browser');
    }
  }

  private constructor(socket: HubSocket, device: Device, joined: Joined) {
    super();
    this.#socket = socket;
    this.#device = device;
    this.#send = device.createSendTransport(joined.send as unknown as types.TransportOptions);
    this.#receive = device.createRecvTransport(joined.receive as unknown as types.TransportOptions);
    this.#send.on('produce', ({ appData, rtpParameters }, done, failed) => {
      const source = appData['source'] as Source;
      socket
        .request('room.produce', { source, rtpParameters: { ...rtpParameters } })
        .then(({ producerId }) => done({ id: producerId }))
        .catch((thrown: unknown) => failed(HubError.from(thrown)));
    });
    for (const transport of [this.#send, this.#receive]) this.#keep(transport);
    this.#off = socket.on('room.consumerClosed', ({ consumerId }) => this.#consumers.get(consumerId)?.close());
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Begins to send. Its tracks are not stopped when it is closed: they may be sent again.
   * @throws HubError
   */
  async produce(source: Source, track: MediaStreamTrack): Promise<types.Producer> {
    const { codec: wanted, ...sending } = sendingOf(source, isWeak(navigator.hardwareConcurrency));
    const codec = this.#device.sendRtpCapabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === wanted);
    try {
      const appData = { source };
      return await this.#send.produce({ track, ...sending, ...(codec && { codec }), stopTracks: false, appData });
    } catch (thrown) {
      throw HubError.from(thrown);
    }
  }

  /**
   * Asks for somebody's source; it comes paused.
   * @param width of the tile, device px
   * @throws HubError
   */
  async consume(participantId: string, source: Source, width: number): Promise<types.Consumer> {
    const rtpCapabilities = { ...this.#device.recvRtpCapabilities };
    const { consumer: options } = await this.#socket.request('room.consume', {
      participantId,
      source,
      width,
      rtpCapabilities,
    });
    try {
      const consumer = await this.#receive.consume({
        id: options.id,
        producerId: options.producerId,
        kind: options.kind,
        rtpParameters: options.rtpParameters as unknown as types.RtpParameters,
        // Lips and voice of one person are held together by the browser; others are not waited for.
        streamId: `${participantId}:${source.startsWith('screen') ? 'screen' : 'person'}`,
      });
      this.#consumers.set(consumer.id, consumer);
      consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
      return consumer;
    } catch (thrown) {
      this.#tell('room.drop', { consumerId: options.id });
      throw HubError.from(thrown);
    }
  }

  /** Lets it flow in the layer for this width, device px; 0: pauses it. @throws HubError */
  async show(consumer: types.Consumer, width: number): Promise<void> {
    await this.#socket.request('room.show', { consumerId: consumer.id, width });
  }

  /** Gives a consumer back. */
  drop(consumer: types.Consumer): void {
    if (consumer.closed) return;
    consumer.close();
    this.#tell('room.drop', { consumerId: consumer.id });
  }

  /** The sender's own switch. @throws HubError */
  async setSource(source: Source, state: 'on' | 'off' | 'closed'): Promise<void> {
    await this.#socket.request('room.source', { source, state });
  }

  /** Ends sending and receiving; tracks stay. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#off();
    this.#send.close();
    this.#receive.close();
    this.silence();
  }

  #keep(transport: types.Transport): void {
    transport.on('connect', ({ dtlsParameters }, done) => {
      const data = { transportId: transport.id, dtlsParameters: { ...dtlsParameters } };
      // Not waited for: the browser looks for its way meanwhile, and the picture is there a round trip sooner.
      this.#socket.request('room.connect', data).catch(() => this.#fail());
      done();
    });
    new Way(transport, {
      restart: async () => {
        const { iceParameters } = await this.#socket.request('room.restartIce', { transportId: transport.id });
        return iceParameters as unknown as types.IceParameters;
      },
      failed: () => this.#fail(),
    });
  }

  #fail(): void {
    if (!this.#closed) this.emit('failed');
  }

  /** What cannot be told because the connection is gone was ended with it. */
  #tell(name: 'room.drop', data: { consumerId: string }): void {
    this.#socket.request(name, data).catch(() => undefined);
  }
}
