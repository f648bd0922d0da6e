import { randomInt } from 'node:crypto';
import {
  GenericNack,
  PictureLossIndication,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpTransportLayerFeedback,
} from 'werift';
import type { AttendeeEnd } from '../../../test/rig/attendee-end.ts';
import { AttendeeStream, pictureParameters, voiceParameters } from '../../../test/rig/attendee-stream.ts';
import { packetsOf } from './packets.ts';
import type { Peer } from './peer.ts';
import { FPS, Player, type RecordedLayer } from './pictures.ts';
import { VOICE_MS } from './voice.ts';

/** A browser makes no more keyframes than this, however often it is asked, ms. */
const KEY_MS = 300;
/** Loudness of a voice, -dBov. */
const LEVEL = 30;

interface Layer {
  recorded: Player;
  stream: AttendeeStream;
  wanted: boolean;
  keyAt: number;
}

/** Sends a camera in three layers and a voice, as recorded, in step with the wall clock. */
export class Sender {
  readonly #voice: readonly Buffer[];
  readonly #voiceStream: AttendeeStream;
  readonly #layers: Layer[];
  /** Later than the burnt-in clock, ms: not all cameras of a county take their pictures in the same moment. */
  readonly #offsetMs: number;

  static async start(
    peer: Peer,
    recorded: readonly RecordedLayer[],
    voice: readonly Buffer[],
    offsetMs: number,
  ): Promise<Sender> {
    const end = await peer.openSendEnd();
    const [voiceSsrc, ...ssrcs] = [0, ...recorded].map(() => randomInt(1, 0x7fffffff));
    if (voiceSsrc === undefined) throw new RangeError('no layer');
    const voiceStream = new AttendeeStream(end, voiceSsrc, 111, 48_000);
    const streams = ssrcs.map((ssrc) => new AttendeeStream(end, ssrc, 96, 90_000));
    const layers = streams.flatMap((stream, index) => {
      const layer = recorded[index];
      return layer === undefined ? [] : [{ recorded: new Player(layer), stream, wanted: true, keyAt: -Infinity }];
    });
    const sender = new Sender(end, voice, voiceStream, layers, offsetMs);
    await peer.viewer.request('room.produce', { source: 'microphone', rtpParameters: voiceParameters(voiceSsrc) });
    await peer.viewer.request('room.produce', { source: 'camera', rtpParameters: pictureParameters(ssrcs) });
    sender.#speak(Math.floor(Date.now() / VOICE_MS));
    sender.#show(Math.floor((Date.now() * FPS) / 1000));
    return sender;
  }

  private constructor(
    end: AttendeeEnd,
    voice: readonly Buffer[],
    voiceStream: AttendeeStream,
    layers: Layer[],
    offsetMs: number,
  ) {
    this.#voice = voice;
    this.#voiceStream = voiceStream;
    this.#layers = layers;
    this.#offsetMs = offsetMs;
    end.on('rtcp', (packet) => this.#ask(packet));
  }

  /** A keyframe is wanted, or packets have been lost on the way to the hub. */
  #ask(packet: RtcpPacket): void {
    if (packet.type !== RtcpPayloadSpecificFeedback.type && packet.type !== RtcpTransportLayerFeedback.type) return;
    const { feedback } = packet;
    const layerOf = (ssrc: number): Layer | undefined => this.#layers.find(({ stream }) => stream.ssrc === ssrc);
    if (feedback instanceof PictureLossIndication) {
      const layer = layerOf(feedback.mediaSsrc);
      if (layer !== undefined) layer.wanted = true;
    } else if (feedback instanceof GenericNack) {
      const stream = layerOf(feedback.mediaSourceSsrc)?.stream;
      for (const sequence of feedback.lost) stream?.resend(sequence);
    }
  }

  /** Picture `number`, and all that are due after it. */
  #show(number: number): void {
    const dueAt = (number * 1000) / FPS + this.#offsetMs;
    schedule(dueAt, () => {
      // When it was due, however late this process is: the same for all layers.
      const at = dueAt - performance.timeOrigin;
      for (const layer of this.#layers) {
        const mayKey = layer.wanted && at - layer.keyAt >= KEY_MS;
        const { bytes, key } = layer.recorded.at(number, mayKey);
        if (key) Object.assign(layer, { wanted: false, keyAt: at });
        const packets = packetsOf(bytes, number & 0x7fff);
        for (const [index, packet] of packets.entries())
          layer.stream.send(packet, { at, marker: index === packets.length - 1 });
      }
      this.#show(number + 1);
    });
  }

  #speak(number: number): void {
    const dueAt = number * VOICE_MS + this.#offsetMs;
    schedule(dueAt, () => {
      const piece = this.#voice[number % this.#voice.length];
      if (piece !== undefined) this.#voiceStream.send(piece, { level: LEVEL, at: dueAt - performance.timeOrigin });
      this.#speak(number + 1);
    });
  }
}

function schedule(moment: number, act: () => void): void {
  setTimeout(act, Math.max(0, moment - Date.now()));
}
