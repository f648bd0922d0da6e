import { layOut, type PacketizedFrame } from './packetize.ts';

/** Sound in one packet, ms: so that sound, like pictures of 25/s, is due every 40 ms. */
export const TONE_PACKET_MS = 40;
const RATE = 8000;
const SAMPLES = (RATE * TONE_PACKET_MS) / 1000;
/** 480 ms tone, 480 ms silence. */
const PACKETS_PER_HALF = 12;

/** ITU-T G.711 A-law of a 16-bit sample. */
function aLaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = Math.min(32767, Math.abs(sample)) >> 3;
  let exponent = 0;
  while (exponent < 7 && magnitude >> (exponent + 5) > 0) exponent++;
  const mantissa = exponent < 2 ? (magnitude >> 1) & 15 : (magnitude >> exponent) & 15;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}

/** ITU-T G.711 mu-law of a 16-bit sample. */
function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32635, Math.abs(sample)) + 132;
  let exponent = 7;
  while (exponent > 0 && (magnitude & (1 << (exponent + 7))) === 0) exponent--;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff;
}

type TonePacket = Pick<PacketizedFrame, 'bytes' | 'starts'>;
const tones = new Map<string, TonePacket[]>();

/** A beep of 440 Hz, on and off, in packets of 40 ms; its period is the list's length. Shared by all cameras. */
export function tonePackets(codec: 'PCMA' | 'PCMU'): TonePacket[] {
  const made = tones.get(codec);
  if (made) return made;
  const encode = codec === 'PCMA' ? aLaw : muLaw;
  const packets = Array.from({ length: PACKETS_PER_HALF * 2 }, (_, i) => {
    const loud = i < PACKETS_PER_HALF ? 9000 : 0;
    const payload = Buffer.from(
      Array.from({ length: SAMPLES }, (_, k) => {
        return encode(Math.round(loud * Math.sin((2 * Math.PI * 440 * (i * SAMPLES + k)) / RATE)));
      }),
    );
    return layOut([payload], codec === 'PCMA' ? 8 : 0);
  });
  // The marker begins a talk spurt; a camera's sound is one.
  for (const packet of packets) packet.bytes[5] = (packet.bytes[5] ?? 0) & 0x7f;
  tones.set(codec, packets);
  return packets;
}
