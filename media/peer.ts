import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { optionsOf, type TransportOptions } from './transport-options.ts';

/**
 * By these a receiver tells when each packet came, and the worker reckons each viewer's bandwidth by it, hundreds of times a
 * second. A camera has one bit rate whatever the line bears: there is nothing to choose by it.
 */
const BANDWIDTH_FEEDBACK = [
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
];

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
    const { headerExtensions = [] } = rtpCapabilities;
    const used = headerExtensions.filter(({ uri }) => !BANDWIDTH_FEEDBACK.includes(uri));
    return this.#transport.consume({
      producerId: producer.id,
      rtpCapabilities: { ...rtpCapabilities, headerExtensions: used },
      paused: true,
    });
  }

  close(): void {
    this.#transport.close();
  }
}
