import { once } from 'node:events';
import { RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import { WebSocket } from 'ws';
import type { ConsumerOptions, TransportOptions, Watch } from '../../server/contract/watch.ts';
import type {
  NotificationData,
  NotificationName,
  RequestData,
  RequestName,
  RequestReply,
} from '../../server/contract/ws.ts';
import type { HubClient } from './hub-client.ts';

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
  #connection: RTCPeerConnection | null = null;
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
    const { codec } = streamOf(watch.video);
    const connection = new RTCPeerConnection({
      codecs: { video: [new RTCRtpCodecParameters(codec)] },
      iceServers: [],
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceUseIpv6: false,
    });
    this.#connection = connection;
    connection.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(() => {
        this.packets++;
        this.#onPacket?.();
      });
    });
    await connection.setRemoteDescription({ type: 'offer', sdp: offer(watch.transport, watch.video) });
    await connection.setLocalDescription(await connection.createAnswer());
    const fingerprints = connection.dtlsTransports.flatMap(({ localParameters }) => localParameters.fingerprints);
    await this.request('transport.connect', {
      transportId: watch.transport.id,
      dtlsParameters: {
        role: 'client',
        fingerprints: fingerprints.map(({ value }) => ({ algorithm: 'sha-256', value })),
      },
    });
    await this.request('watch.resume', { watchId: watch.watchId, audio: false });
    return watch;
  }

  /** Resolves with the first packet from now on. */
  async nextPacket(): Promise<void> {
    await new Promise<void>((done) => (this.#onPacket = done));
    this.#onPacket = null;
  }

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#socket.close();
    if (this.#socket.readyState !== WebSocket.CLOSED) await once(this.#socket, 'close');
  }
}

interface Codec {
  mimeType: string;
  clockRate: number;
  payloadType: number;
}

/** Of mediasoup's parameters, which the contract leaves opaque, the codec and the SSRC of their only stream. */
function streamOf({ rtpParameters }: ConsumerOptions): { codec: Codec; ssrc: number } {
  const { codecs, encodings } = rtpParameters as { codecs: Codec[]; encodings: { ssrc: number }[] };
  const [codec] = codecs;
  const [encoding] = encodings;
  if (codec === undefined || encoding === undefined) throw new Error('a consumer without a stream');
  return { codec, ssrc: encoding.ssrc };
}

/** werift sends no transport-wide feedback: with it in the offer, mediasoup would probe the link in vain. */
function withoutBandwidthFeedback(capabilities: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(capabilities) as { codecs: { rtcpFeedback: { type: string }[] }[] };
  for (const codec of copy.codecs) {
    codec.rtcpFeedback = codec.rtcpFeedback.filter(({ type }) => type !== 'transport-cc' && type !== 'goog-remb');
  }
  return copy;
}

/** What mediasoup-client would hand to a browser: the transport and its one consumer as an SDP offer. */
function offer(transport: TransportOptions, consumer: ConsumerOptions): string {
  const ice = transport.iceParameters as { usernameFragment: string; password: string };
  const { fingerprints } = transport.dtlsParameters as { fingerprints: { algorithm: string; value: string }[] };
  const { codec, ssrc } = streamOf(consumer);
  return [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    `m=video 9 UDP/TLS/RTP/SAVPF ${codec.payloadType}`,
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=sendonly',
    'a=rtcp-mux',
    `a=rtpmap:${codec.payloadType} H264/${codec.clockRate}`,
    `a=fmtp:${codec.payloadType} level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f`,
    `a=ssrc:${ssrc} cname:hub`,
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    ...transport.iceCandidates.map((candidate) => {
      const { foundation, protocol, priority, address, port } = candidate as Record<string, string | number>;
      return `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ host`;
    }),
    'a=end-of-candidates',
    ...fingerprints.map(({ algorithm, value }) => `a=fingerprint:${algorithm} ${value}`),
    'a=setup:actpass',
    '',
  ].join('\r\n');
}
