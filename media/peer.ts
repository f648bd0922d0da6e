import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { optionsOf, type TransportOptions } from './transport-options.ts';

/** One connection's receiving end in one room. */
export class Peer extends EventEmitter<{ close: [] }> {
  readonly id: string;
  readonly #transport: types.WebRtcTransport;

  static async create(id: string, router: types.Router, server: types.WebRtcServer, preferTcp = false): Promise<Peer> {
    const transport = await router.createWebRtcTransport({
      webRtcServer: server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: !preferTcp,
      preferTcp,
      // A replayed GOP is a burst: start where a LAN can take it, congestion control goes down from there.
      initialAvailableOutgoingBitrate: 20_000_000,
    });
    return new Peer(id, transport);
  }

  private constructor(id: string, transport: types.WebRtcTransport) {
    super();
    this.id = id;
    this.#transport = transport;
    transport.observer.once('close', () => this.emit('close'));
  }

  /** For mediasoup-client's `device.createRecvTransport()`. */
  get transportOptions(): TransportOptions {
    return optionsOf(this.#transport);
  }

  get closed(): boolean {
    return this.#transport.closed;
  }

  /** Throws mediasoup's TypeError where the parameters are wrong. */
  async connect(dtlsParameters: types.DtlsParameters): Promise<void> {
    await this.#transport.connect({ dtlsParameters });
  }

  /** A paused consumer. Throws mediasoup's error where the browser cannot decode the codec. */
  async consume(producer: types.Producer, rtpCapabilities: types.RtpCapabilities): Promise<types.Consumer> {
    return this.#transport.consume({ producerId: producer.id, rtpCapabilities, paused: true });
  }

  close(): void {
    this.#transport.close();
  }
}
