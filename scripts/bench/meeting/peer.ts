import { RtcpReceiverInfo, RtcpRrPacket } from 'werift';
import type { RoomJoined } from '../../../server/contract/meeting-room.ts';
import { AttendeeEnd, type EndDtls } from '../../../test/rig/attendee-end.ts';
import { streamOf, withoutBandwidthFeedback } from '../../../test/rig/offer.ts';
import { Viewer } from '../../../test/rig/viewer.ts';
import { isKeyframe } from './packets.ts';
import type { Session } from './session.ts';
import { Stream, type StreamFigures } from './stream.ts';

type JoinedRoom = Extract<RoomJoined, { state: 'in' }>;

/** Whom a site shows large and small, and hears; participant ids. */
export interface Shown {
  large: string;
  small: readonly string[];
  voices: readonly string[];
}

const LARGE_WIDTH = 960;
const SMALL_WIDTH = 160;
/** How often what has come is reported to the hub, as browsers do, ms. */
const REPORT_MS = 1000;
/** Patience with the first picture, ms. */
const PATIENCE_MS = 20_000;

/** Somebody in the meeting by the hub's protocol, without a browser. Its send end is opened where it sends. */
export class Peer {
  readonly participantId: string;
  readonly viewer: Viewer;
  readonly #joined: JoinedRoom;
  readonly #begun: number;
  readonly #streams = new Map<number, Stream>();
  #receiveEnd: AttendeeEnd | null = null;
  #onKey: () => void = () => undefined;

  /** Comes into the room. */
  static async join({ url, cookie }: Session, meetingId: string): Promise<Peer> {
    const viewer = await Viewer.open({
      url,
      cookie,
      grant: () => Promise.reject(new Error('a peer watches no camera')),
    });
    const begun = performance.now();
    const joined = await viewer.request('room.join', { meetingId });
    if (joined.state !== 'in') throw new Error('in the lobby');
    return new Peer(viewer, joined, begun);
  }

  private constructor(viewer: Viewer, joined: JoinedRoom, begun: number) {
    this.viewer = viewer;
    this.participantId = joined.participantId;
    this.#joined = joined;
    this.#begun = begun;
  }

  /** The end to send by. */
  openSendEnd(): Promise<AttendeeEnd> {
    const { send } = this.#joined;
    return AttendeeEnd.open(send, (dtls) => this.#connect(send.id, dtls));
  }

  /** Receives what a site shows. @returns ms from the wish to come in to the first picture, and to the last of them */
  async receive({ large, small, voices }: Shown): Promise<{ firstMs: number; allMs: number }> {
    const { receive, rtpCapabilities } = this.#joined;
    const opening = AttendeeEnd.open(
      receive,
      (dtls) => this.#connect(receive.id, dtls),
      (ssrc, sequence, packet) => {
        const stream = this.#streams.get(ssrc);
        if (stream === undefined) return;
        stream.count(sequence);
        if (packet === null || stream.keyAt !== null || !isKeyframe(packet.payload)) return;
        stream.keyAt = performance.now();
        this.#receiveEnd?.read(ssrc, false);
        this.#onKey();
      },
    );
    const capabilities = withoutBandwidthFeedback(rtpCapabilities);
    const consume = async (participantId: string, source: 'camera' | 'microphone', width: number) => {
      const asked = { participantId, source, width, rtpCapabilities: capabilities };
      const { consumer } = await this.viewer.request('room.consume', asked);
      const stream = new Stream(source);
      this.#streams.set(streamOf(consumer).ssrc, stream);
      return { id: consumer.id, ssrc: streamOf(consumer).ssrc, width, stream };
    };
    const consumers = Promise.all([
      consume(large, 'camera', LARGE_WIDTH),
      ...small.map((id) => consume(id, 'camera', SMALL_WIDTH)),
      ...voices.map((id) => consume(id, 'microphone', 1)),
    ]);
    const [end, shown] = await Promise.all([opening, consumers]);
    this.#receiveEnd = end;
    const pictures = shown.filter(({ stream }) => stream.source === 'camera');
    for (const { ssrc } of pictures) end.read(ssrc, true);
    const keys = this.#keys(pictures.map(({ stream }) => stream));
    await Promise.all(
      shown.map(async ({ id, width, stream }) => {
        await this.viewer.request('room.show', { consumerId: id, width });
        stream.begin();
      }),
    );
    setInterval(() => this.#report(), REPORT_MS);
    return keys;
  }

  /** What has come so far. */
  figures(): StreamFigures[] {
    return [...this.#streams.values()].map((stream) => stream.figures());
  }

  #connect(transportId: string, dtls: EndDtls): Promise<unknown> {
    return this.viewer.request('room.connect', { transportId, dtlsParameters: { ...dtls } });
  }

  async #keys(streams: readonly Stream[]): Promise<{ firstMs: number; allMs: number }> {
    const { promise, resolve } = Promise.withResolvers<null>();
    this.#onKey = () => {
      if (streams.every(({ keyAt }) => keyAt !== null)) resolve(null);
    };
    const timer = setTimeout(() => resolve(null), PATIENCE_MS);
    await promise;
    clearTimeout(timer);
    // A picture that never came counts as long as one waited for it.
    const times = streams.map(({ keyAt }) => (keyAt === null ? PATIENCE_MS : keyAt - this.#begun));
    return { firstMs: Math.min(...times), allMs: Math.max(...times) };
  }

  #report(): void {
    const reports = [...this.#streams].map(([ssrc, stream]) => {
      const { fractionLost, packetsLost, highestSequence } = stream.report();
      return new RtcpReceiverInfo({ ssrc, fractionLost, packetsLost, highestSequence, jitter: 0, lsr: 0, dlsr: 0 });
    });
    this.#receiveEnd?.sendRtcp(new RtcpRrPacket({ ssrc: 1, reports }));
  }
}
