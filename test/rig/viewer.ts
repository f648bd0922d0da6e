import { once } from 'node:events';
import { RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import { WebSocket } from 'ws';
import type { ConsumerOptions, OpenTransports, TransportOptions, Watch } from '../../server/contract/watch.ts';
import type {
  NotificationData,
  NotificationName,
  RequestData,
  RequestName,
  RequestReply,
} from '../../server/contract/ws.ts';
import type { HubClient } from './hub-client.ts';
import { offer, streamOf, withoutBandwidthFeedback } from './offer.ts';

type Hello = NotificationData<'hello'>;
/** Whoever views: a session, and leave to look. */
type SignedIn = Pick<HubClient, 'url' | 'cookie' | 'grant'>;
type Reply = { id: number; ok: boolean; data?: unknown; error?: { code: string } };

/**
 * A page without a browser: the hub's ws protocol, and a WebRTC peer (werift) that receives and decrypts one video but
 * decodes nothing. Cheap enough to have many.
 */
export class Viewer {
  readonly hello: Hello;
  /** RTP packets received so far. */
  packets = 0;
  readonly notifications: { name: NotificationName; data: unknown }[] = [];
  readonly #client: SignedIn;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #connections: RTCPeerConnection[] = [];
  #onPacket: (() => void) | null = null;
  #lastId = 0;

  static async open(client: SignedIn): Promise<Viewer> {
    const socket = new WebSocket(`${client.url.replace(/^http/, 'ws')}/ws`, {
      headers: { cookie: client.cookie, origin: client.url },
    });
    const [message] = (await once(socket, 'message')) as [Buffer];
    const { data } = JSON.parse(message.toString('utf8')) as { data: Hello };
    return new Viewer(client, socket, data);
  }

  private constructor(client: SignedIn, socket: WebSocket, hello: Hello) {
    this.#client = client;
    this.hello = hello;
    this.#socket = socket;
    socket.on('message', (message: Buffer) => {
      const said = JSON.parse(message.toString('utf8')) as Reply & { notification?: NotificationName };
      if (said.notification === undefined) this.#waiting.get(said.id)?.(said);
      else this.notifications.push({ name: said.notification, data: said.data });
    });
  }

  /** Throws an Error with the hub's code where it refuses. */
  async request<N extends RequestName>(request: N, data: RequestData<N>): Promise<RequestReply<N>> {
    const id = ++this.#lastId;
    const reply = await new Promise<Reply>((done) => {
      this.#waiting.set(id, done);
      this.#socket.send(JSON.stringify({ id, request, data }));
    });
    this.#waiting.delete(id);
    if (!reply.ok) throw new Error(reply.error?.code ?? 'no code');
    return reply.data as RequestReply<N>;
  }

  /** Watches a channel in the size of a tile of `width` px, and lets the picture flow. Once per viewer. */
  async watch(channelId: string, width = 1280): Promise<Watch> {
    const rtpCapabilities = withoutBandwidthFeedback(this.hello.rtpCapabilities);
    const { id: grantId } = await this.#client.grant();
    const { ticket } = await this.request('ticket.issue', { channelId, grantId });
    const watch = await this.request('camera.watch', { ticket, width, rtpCapabilities });
    await this.#connect(watch.transport, watch.video);
    await this.request('watch.resume', { watchId: watch.watchId, audio: false });
    return watch;
  }

  /**
   * Connects the page's transports without asking for a picture: whatever the hub sent on them would be counted. Once
   * per viewer, in place of {@link watch}.
   */
  async listen(): Promise<OpenTransports['transports']> {
    const rtpCapabilities = withoutBandwidthFeedback(this.hello.rtpCapabilities);
    const { transports } = await this.request('transport.open', { rtpCapabilities });
    for (const { transport, silence } of transports) await this.#connect(transport, silence);
    return transports;
  }

  /** ICE and DTLS, and ready for what the consumer gets; every RTP packet that can be decrypted counts, of any stream. */
  async #connect(transport: TransportOptions, consumer: ConsumerOptions): Promise<void> {
    const codec = new RTCRtpCodecParameters(streamOf(consumer).codec);
    const connection = new RTCPeerConnection({
      codecs: { [consumer.kind]: [codec] },
      iceServers: [],
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceUseIpv6: false,
    });
    this.#connections.push(connection);
    await connection.setRemoteDescription({ type: 'offer', sdp: offer(transport, consumer) });
    await connection.setLocalDescription(await connection.createAnswer());
    const [dtls] = connection.dtlsTransports;
    if (dtls === undefined) throw new Error('a connection without a transport');
    dtls.onRtp.subscribe(() => {
      this.packets++;
      this.#onPacket?.();
    });
    const connected = connection.connectionState === 'connected' ? null : dtls.onStateChange.watch(isConnected);
    await this.request('transport.connect', {
      transportId: transport.id,
      dtlsParameters: {
        role: 'client',
        fingerprints: dtls.localParameters.fingerprints.map(({ value }) => ({ algorithm: 'sha-256', value })),
      },
    });
    await connected;
  }

  /** Resolves with the first packet from now on. */
  async nextPacket(): Promise<void> {
    await new Promise<void>((done) => (this.#onPacket = done));
    this.#onPacket = null;
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
    this.#socket.close();
    if (this.#socket.readyState !== WebSocket.CLOSED) await once(this.#socket, 'close');
  }
}

function isConnected(state: string): boolean {
  return state === 'connected';
}
