import { randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import {
  GenericNack,
  PictureLossIndication,
  RtcpPayloadSpecificFeedback,
  RtcpReceiverInfo,
  RtcpRrPacket,
  RtcpTransportLayerFeedback,
  type RtpPacket,
} from 'werift';
import type { MeetingSource } from '../../media/meeting/source.ts';
import { AttendeeEnd, type EndDtls, type EndOptions } from './attendee-end.ts';
import { AttendeeStream, pictureParameters, voiceParameters } from './attendee-stream.ts';

/** Bytes of a picture in each layer, and of a piece of voice. */
const LAYER_BYTES = [200, 500, 1100];
const VOICE_BYTES = 60;
const VOICE_MS = 20;
const PICTURE_MS = 40;

/** What a consumer has got so far. */
export class Received extends EventEmitter<{ packet: [RtpPacket] }> {
  readonly id: string;
  readonly ssrc: number;
  packets = 0;
  /** Of the payload of the last packet: tells the layer. */
  lastBytes = 0;
  lastAt = 0;
  lastSequence = 0;

  constructor(id: string, ssrc: number) {
    super();
    this.id = id;
    this.ssrc = ssrc;
  }

  /** The next packet. */
  async next(): Promise<RtpPacket> {
    const [packet] = (await once(this, 'packet')) as [RtpPacket];
    return packet;
  }
}

type Transport = EndOptions & { id: string };

/** How one asks the hub: of a Member itself, or as a page does. */
export interface AttendeeWay {
  connect(transportId: string, dtls: EndDtls): Promise<unknown>;
  produce(source: MeetingSource, rtpParameters: Record<string, unknown>): Promise<unknown>;
  consume(fromId: string, source: MeetingSource, width: number): Promise<{ id: string; rtpParameters: unknown }>;
  show(consumerId: string, width: number): Promise<unknown>;
}

/** The ends of one in a meeting who has no browser: sends and receives RTP by real ICE, DTLS and SRTP. */
export class AttendeeMedia {
  readonly sendEnd: AttendeeEnd;
  readonly receiveEnd: AttendeeEnd;
  /** Requests for a keyframe, by SSRC. */
  readonly keyframesAsked = new Map<number, number>();
  readonly #way: AttendeeWay;
  readonly #timers = new Map<MeetingSource, NodeJS.Timeout>();

  /** Both ends, connected. */
  static async connect(
    way: AttendeeWay,
    transports: { send: Transport; receive: Transport },
  ): Promise<[AttendeeEnd, AttendeeEnd]> {
    const open = (options: Transport): Promise<AttendeeEnd> =>
      AttendeeEnd.open(options, (dtls) => way.connect(options.id, dtls));
    return Promise.all([open(transports.send), open(transports.receive)]);
  }

  protected constructor(way: AttendeeWay, [sendEnd, receiveEnd]: [AttendeeEnd, AttendeeEnd]) {
    this.#way = way;
    this.sendEnd = sendEnd;
    this.receiveEnd = receiveEnd;
    sendEnd.on('rtcp', (packet) => {
      if (packet.type !== RtcpPayloadSpecificFeedback.type || !(packet.feedback instanceof PictureLossIndication))
        return;
      const { mediaSsrc } = packet.feedback;
      this.keyframesAsked.set(mediaSsrc, (this.keyframesAsked.get(mediaSsrc) ?? 0) + 1);
    });
  }

  /** Speaks, a packet each 20 ms, as loud as `level()` says (-dBov; null: sends nothing). Goes on whatever the hub does. */
  async speak(level: () => number | null = () => 30): Promise<void> {
    const ssrc = randomInt(0x7fffffff);
    await this.#way.produce('microphone', voiceParameters(ssrc));
    const stream = new AttendeeStream(this.sendEnd, ssrc, 111, 48_000);
    this.#every('microphone', VOICE_MS, () => {
      const loudness = level();
      if (loudness !== null) stream.send(Buffer.alloc(VOICE_BYTES, 1), { level: loudness });
    });
  }

  /** Shows a picture in so many layers, one packet of 200, 500 or 1100 bytes each. @returns the SSRCs, the smallest first */
  async show(source: 'camera' | 'screen' = 'camera', layers = 3): Promise<number[]> {
    const ssrcs = Array.from({ length: layers }, () => randomInt(0x7fffffff));
    await this.#way.produce(source, pictureParameters(ssrcs));
    const streams = ssrcs.map((ssrc) => new AttendeeStream(this.sendEnd, ssrc, 96, 90_000));
    const answered = new Map<number, number>();
    let picture = 0;
    this.#every(source, PICTURE_MS, () => {
      picture++;
      for (const [layer, stream] of streams.entries()) {
        const asked = this.keyframesAsked.get(stream.ssrc) ?? 0;
        const isKeyframe = picture === 1 || asked !== answered.get(stream.ssrc);
        answered.set(stream.ssrc, asked);
        stream.send(vp8(LAYER_BYTES[layer] ?? 1100, picture, isKeyframe), { marker: true });
      }
    });
    return ssrcs;
  }

  /** Consumes and shows; the first packet may take its time. */
  async receive(fromId: string, source: MeetingSource, width = 1280): Promise<Received> {
    const { id, rtpParameters } = await this.#way.consume(fromId, source, width);
    const received = new Received(id, ssrcOf(rtpParameters));
    this.receiveEnd.on('rtp', (packet) => {
      const { header, payload } = packet;
      // Nothing but padding probes the link.
      if (header.ssrc !== received.ssrc || payload.length === 0) return;
      received.packets++;
      received.lastBytes = payload.length;
      received.lastAt = performance.now();
      received.lastSequence = header.sequenceNumber;
      received.emit('packet', packet);
    });
    await this.#way.show(id, width);
    return received;
  }

  /** Reports so much loss of what is received, 0 to 1. */
  report(received: Received, loss: number): void {
    const info = new RtcpReceiverInfo({
      ssrc: received.ssrc,
      fractionLost: Math.floor(loss * 255),
      packetsLost: 0,
      highestSequence: received.lastSequence,
      jitter: 0,
      lsr: 0,
      dlsr: 0,
    });
    this.receiveEnd.sendRtcp(new RtcpRrPacket({ ssrc: 1, reports: [info] }));
  }

  /** Says that this packet did not come. */
  miss(received: Received, sequence: number): void {
    const feedback = new GenericNack({ senderSsrc: 1, mediaSourceSsrc: received.ssrc, lost: [sequence] });
    this.receiveEnd.sendRtcp(new RtcpTransportLayerFeedback({ feedback }));
  }

  /** Resolves when so many more packets have been sent: what is to reach somebody would have, meanwhile. */
  async sentMeanwhile(packets: number): Promise<void> {
    let sent = 0;
    const { sendEnd } = this;
    const send = sendEnd.send.bind(sendEnd);
    await new Promise<void>((done) => {
      sendEnd.send = (header, payload) => {
        send(header, payload);
        if (++sent === packets) done();
      };
    });
    sendEnd.send = send;
  }

  /** Sends no more of this source. */
  stop(source: MeetingSource): void {
    clearInterval(this.#timers.get(source));
    this.#timers.delete(source);
  }

  async close(): Promise<void> {
    for (const source of [...this.#timers.keys()]) this.stop(source);
    await Promise.all([this.sendEnd.close(), this.receiveEnd.close()]);
  }

  #every(source: MeetingSource, ms: number, act: () => void): void {
    this.stop(source);
    act();
    this.#timers.set(source, setInterval(act, ms));
  }
}

function ssrcOf(rtpParameters: unknown): number {
  const { encodings } = rtpParameters as { encodings: { ssrc: number }[] };
  return encodings[0]?.ssrc ?? 0;
}

/** A VP8 picture in one packet (RFC 7741): a descriptor with a picture's number, then what no decoder would like. */
function vp8(bytes: number, picture: number, isKeyframe: boolean): Buffer {
  const payload = Buffer.alloc(bytes, 2);
  payload.set([0x90, 0x80, 0x80 | ((picture >> 8) & 0x7f), picture & 0xff, isKeyframe ? 0 : 1]);
  return payload;
}
