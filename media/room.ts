import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { audioParameters, MEDIA_CODECS } from './codecs.ts';
import { Peer } from './peer.ts';
import { pipe } from './pipe.ts';

const SILENCE_SSRC = 1;

/** A mediasoup router on one worker: whoever sends and whoever receives meet here. */
export class Room extends EventEmitter<{ close: [] }> {
  readonly #router: types.Router;
  readonly #server: types.WebRtcServer;
  readonly #silence: types.Producer;
  readonly #peers = new Map<string, Promise<Peer>>();

  /** `server` is the worker's own: one port for all browsers. */
  static async create(worker: types.Worker, server: types.WebRtcServer): Promise<Room> {
    const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
    const transport = await router.createDirectTransport();
    const silence = await transport.produce({ kind: 'audio', rtpParameters: audioParameters(SILENCE_SSRC, 'PCMA') });
    return new Room(router, server, silence);
  }

  private constructor(router: types.Router, server: types.WebRtcServer, silence: types.Producer) {
    super();
    this.#router = router;
    this.#server = server;
    this.#silence = silence;
    // One listener per relay.
    this.setMaxListeners(0);
    router.observer.once('close', () => this.emit('close'));
  }

  get id(): string {
    return this.#router.id;
  }

  get closed(): boolean {
    return this.#router.closed;
  }

  get rtpCapabilities(): types.RouterRtpCapabilities {
    return this.#router.rtpCapabilities;
  }

  /** The peer of this id, made on first use. */
  async peer(id: string): Promise<Peer> {
    const known = this.#peers.get(id);
    if (known !== undefined) return known;
    const made = Peer.create(id, this.#router, this.#server);
    this.#peers.set(id, made);
    const forget = (): void => {
      if (this.#peers.get(id) === made) this.#peers.delete(id);
    };
    made.then((peer) => peer.once('close', forget), forget);
    return made;
  }

  /**
   * A consumer that never gets a packet. Browsers only connect a transport that has something to receive: with this
   * ICE and DTLS are over before the first picture is asked for.
   */
  async consumeSilence(peer: Peer, rtpCapabilities: types.RtpCapabilities): Promise<types.Consumer> {
    return peer.consume(this.#silence, rtpCapabilities);
  }

  /** A transport on loopback for a relay's RTP. */
  async createPlainTransport(): Promise<types.PlainTransport> {
    const buffer = 4_000_000;
    return this.#router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1', sendBufferSize: buffer, recvBufferSize: buffer },
      rtcpMux: true,
      comedia: true,
    });
  }

  /** Carries a producer of this room to another router; see {@link pipe}. */
  async pipe(producer: types.Producer, to: types.Router): Promise<types.Producer> {
    return pipe(this.#router, producer, to);
  }

  close(): void {
    this.#router.close();
  }
}
