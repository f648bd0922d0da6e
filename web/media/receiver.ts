import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import type { ConsumerOptions, TransportOptions } from '../../server/contract/watch.ts';
import { HubError } from '../api/hub-error.ts';
import { isCut, readAnswers } from './cut.ts';
import { Emitter } from './emitter.ts';
import type { HubSocket } from './socket.ts';
import { type Counters, readCounters } from './stats.ts';

interface ReceiverEvents extends Record<string, unknown[]> {
  /** Every transport and consumer is gone; what is watched must be asked for again. */
  lost: [];
  /** No way for the media through the network (ICE or DTLS failed), though the hub itself is reached. */
  blocked: [];
}

/** Longer than a wall takes to change. */
const RETIRE_MS = 1_500;

/**
 * The receiving end of WebRTC: one mediasoup device per connection to the hub, one transport per room.
 * Parameters of mediasoup are opaque in the contract; here they get mediasoup-client's own types back.
 */
export class Receiver extends Emitter<ReceiverEvents> {
  readonly #socket: HubSocket;
  readonly #transports = new Map<string, types.Transport>();
  readonly #consumers = new Set<types.Consumer>();
  readonly #retired: types.Consumer[] = [];
  #retiring: ReturnType<typeof setTimeout> | undefined;
  #device: Promise<Device> | null = null;
  #early = false;
  #suspected = false;

  constructor(socket: HubSocket) {
    super();
    this.#socket = socket;
    socket.on('hello', ({ rtpCapabilities }) => {
      this.#device = loadDevice(rtpCapabilities);
      // Whoever watches awaits it and tells the user; until then a failure must not count as unhandled.
      this.#device.catch(() => undefined);
    });
    socket.on('state', (state) => {
      if (state === 'lost' || state === 'closed' || state === 'old') this.#reset();
      else if (state === 'open' && this.#early) this.#connectEarly();
    });
    socket.on('transport.closed', ({ transportId }) => this.#transports.get(transportId)?.close());
  }

  /** From now on transports are connected as soon as there is a hub, and not with the first picture. */
  prepare(): void {
    if (this.#early) return;
    this.#early = true;
    if (this.#socket.state === 'open') this.#connectEarly();
  }

  /**
   * What this browser can receive, to send with `camera.watch`.
   * @throws HubError `local.offline` before the hub's hello, `local.browser` without WebRTC
   */
  async rtpCapabilities(): Promise<Record<string, unknown>> {
    const device = await this.#loaded();
    return { ...device.recvRtpCapabilities };
  }

  /**
   * Makes a consumer, and its transport where it is the first of its room.
   * @throws HubError when the connection was lost meanwhile
   */
  async consume(transport: TransportOptions, options: ConsumerOptions): Promise<types.Consumer> {
    const device = await this.#loaded();
    const known = this.#transports.get(transport.id) ?? this.#makeTransport(device, transport);
    const consumer = await known.consume({
      id: options.id,
      producerId: options.producerId,
      kind: options.kind,
      rtpParameters: options.rtpParameters as unknown as types.RtpParameters,
      // Picture and sound in streams of their own: in one, the browser would hold the picture back to match the sound.
      streamId: options.id,
    });
    this.#consumers.add(consumer);
    consumer.observer.on('close', () => this.#consumers.delete(consumer));
    // As little delay as the network allows: these are live pictures, not films.
    if (consumer.rtpReceiver && options.kind === 'video') consumer.rtpReceiver.jitterBufferTarget = 0;
    return consumer;
  }

  /**
   * Nobody looks at it any more, and the hub sends nothing. The connection is told a moment later, of all of them together:
   * until it has understood it opens no others, and a wall that changes opens as many as it gives up.
   */
  retire(consumer: types.Consumer): void {
    this.#consumers.delete(consumer);
    this.#retired.push(consumer);
    clearTimeout(this.#retiring);
    this.#retiring = setTimeout(() => {
      for (const one of this.#retired.splice(0)) one.close();
    }, RETIRE_MS);
  }

  /** How many are open, those of the sound and of the early transports too. */
  get consumers(): number {
    return this.#consumers.size;
  }

  /** Counters of all that is received, by the id of the track. */
  async counters(): Promise<ReadonlyMap<string, Counters>> {
    const rows = await Promise.all([...this.#transports.values()].map(rowsOf));
    return readCounters(rows.flat());
  }

  /** A picture stands still: connects anew at once, by another way, where that of its packets is cut. */
  async suspect(): Promise<void> {
    if (this.#suspected) return;
    this.#suspected = true;
    try {
      const looks = [...this.#transports.values()].map((transport) =>
        isCut(async () => (transport.closed ? null : readAnswers(await rowsOf(transport))), wait),
      );
      if (!(await Promise.all(looks)).includes(true)) return;
      this.#socket.restart();
      this.#socket.hurry();
    } finally {
      this.#suspected = false;
    }
  }

  #connectEarly(): void {
    // Only a head start: what fails here is met again, and told, by the first picture.
    this.#openTransports().catch(() => undefined);
  }

  async #openTransports(): Promise<void> {
    const rtpCapabilities = await this.rtpCapabilities();
    const { transports } = await this.#socket.request('transport.open', { rtpCapabilities });
    await Promise.all(transports.map(({ transport, silence }) => this.consume(transport, silence)));
  }

  async #loaded(): Promise<Device> {
    if (!this.#device) throw HubError.local('local.offline');
    return await this.#device;
  }

  #makeTransport(device: Device, options: TransportOptions): types.Transport {
    const transport = device.createRecvTransport(options as unknown as types.TransportOptions);
    this.#transports.set(transport.id, transport);
    transport.on('connect', ({ dtlsParameters }, done) => {
      const data = { transportId: transport.id, dtlsParameters: { ...dtlsParameters } };
      // Not waited for: the browser looks for its way meanwhile, and the picture is there a round trip sooner.
      this.#socket.request('transport.connect', data).catch(() => this.#socket.restart());
      done();
    });
    transport.on('connectionstatechange', (state) => {
      // The hub keeps one transport per room and connection: a failed one is only replaced by a new connection.
      if (state !== 'failed') return;
      this.emit('blocked');
      this.#socket.restart();
    });
    transport.observer.on('close', () => this.#transports.delete(transport.id));
    return transport;
  }

  #reset(): void {
    this.#device = null;
    for (const transport of [...this.#transports.values()]) transport.close();
    this.emit('lost');
  }
}

async function loadDevice(routerRtpCapabilities: types.RtpCapabilities): Promise<Device> {
  try {
    const device = new Device();
    await device.load({ routerRtpCapabilities });
    return device;
  } catch {
    throw HubError.local('local.browser');
  }
}

async function rowsOf(transport: types.Transport): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  (await transport.getStats()).forEach((row: Record<string, unknown>) => rows.push(row));
  return rows;
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
