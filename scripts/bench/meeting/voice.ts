import { spawn } from 'node:child_process';

/** Length of a piece, ms. */
export const VOICE_MS = 20;
const SECONDS = 10;
const OGG_HEADER = 27;

/** Ten seconds of a voice (a tone that comes and goes over noise), in pieces of Opus. */
export async function recordedVoice(hertz: number): Promise<Buffer[]> {
  const source = `aevalsrc=exprs=0.3*sin(2*PI*${hertz}*t)*(0.5+0.5*sin(2*PI*3*t))+0.02*(random(0)-0.5):s=48000:d=${SECONDS}`;
  const coding = ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip', '-frame_duration', String(VOICE_MS)];
  const child = spawn(
    'ffmpeg',
    ['-nostdin', '-loglevel', 'error', '-f', 'lavfi', '-i', source, ...coding, '-f', 'ogg', '-'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(piece as Buffer);
  // The first two packets say what it is.
  const packets = packetsOf(Buffer.concat(pieces)).slice(2);
  if (packets.length < (SECONDS * 900) / VOICE_MS) throw new Error(`ffmpeg made ${packets.length} packets of sound`);
  return packets;
}

/** Of an Ogg stream (RFC 3533). */
function packetsOf(ogg: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let begun: Buffer[] = [];
  for (let page = 0; page < ogg.length;) {
    const segments = ogg[page + OGG_HEADER - 1] ?? 0;
    let at = page + OGG_HEADER + segments;
    for (let index = 0; index < segments; index++) {
      const length = ogg[page + OGG_HEADER + index] ?? 0;
      begun.push(ogg.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(Buffer.concat(begun));
      begun = [];
    }
    page = at;
  }
  return packets;
}
