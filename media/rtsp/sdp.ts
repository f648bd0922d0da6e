/** The video of a session description. */
export interface SdpVideo {
  codec: 'H264' | 'H265' | 'other';
  payloadType: number;
  /** Hz; 90 000 where the description does not tell. */
  clockRate: number;
  /** Parameter sets told in advance (RFC 6184 8.1, RFC 7798 7.1), in their order; often none. */
  parameterSets: Buffer[];
  /** Pictures per second as told; 0: not told. */
  fps: number;
  /** As written: absolute, relative, `*`, or empty. */
  control: string;
}

/** What a look needs of an SDP (RFC 8866). */
export interface SessionDescription {
  /** Control of the session as a whole. */
  control: string;
  /** The first video; null where there is none. */
  video: SdpVideo | null;
  audio: 'PCMA' | 'PCMU' | null;
}

const MAX_LINES = 500;
const MAX_SETS = 16;
const MAX_SET_BASE64 = 4096;

/** Reads a description. Never throws: what it cannot read is not there. */
export function parseSdp(text: string): SessionDescription {
  const sections: string[][] = [[]];
  for (const line of text.split(/\r\n|\r|\n/, MAX_LINES)) {
    if (line.startsWith('m=')) sections.push([]);
    sections.at(-1)?.push(line);
  }
  const [session = [], ...media] = sections;
  const video = media.find(([line]) => line?.startsWith('m=video ') === true);
  const audio = media.find(([line]) => line?.startsWith('m=audio ') === true);
  return {
    control: attribute(session, 'control') ?? '*',
    video: video === undefined ? null : readVideo(video),
    audio: audio === undefined ? null : readAudio(audio),
  };
}

function attribute(lines: readonly string[], name: string): string | undefined {
  const start = `a=${name}:`;
  return lines
    .find((line) => line.startsWith(start))
    ?.slice(start.length)
    .trim();
}

/** The first format's payload type, its encoding name in capitals, and its clock rate. */
function readFormat(lines: readonly string[]): { type: number; name: string; clockRate: number } {
  const type = Number(/^m=\w+ \S+ \S+ (\d{1,3})\b/.exec(lines[0] ?? '')?.[1] ?? -1);
  for (const line of lines) {
    const map = /^a=rtpmap: *(\d{1,3}) ([^/\s]+)(?:\/(\d{1,7}))?/i.exec(line);
    if (map === null || Number(map[1]) !== type) continue;
    return { type, name: (map[2] ?? '').toUpperCase(), clockRate: Number(map[3] ?? 0) };
  }
  // RFC 3551, section 6.
  const known: Record<number, string> = { 0: 'PCMU', 8: 'PCMA', 26: 'JPEG' };
  return { type, name: known[type] ?? '', clockRate: 0 };
}

function readVideo(lines: readonly string[]): SdpVideo {
  const { type, name, clockRate } = readFormat(lines);
  const codec = name === 'H264' ? 'H264' : name === 'H265' || name === 'HEVC' ? 'H265' : 'other';
  const rate = Number(attribute(lines, 'framerate') ?? 0);
  return {
    codec,
    payloadType: type,
    clockRate: clockRate || 90_000,
    parameterSets: codec === 'other' ? [] : readParameterSets(lines, type),
    fps: rate > 0 && rate <= 240 ? rate : 0,
    control: attribute(lines, 'control') ?? '',
  };
}

function readAudio(lines: readonly string[]): 'PCMA' | 'PCMU' | null {
  const { name, clockRate } = readFormat(lines);
  const plain = clockRate === 0 || clockRate === 8000;
  return plain && (name === 'PCMA' || name === 'PCMU') ? name : null;
}

function readParameterSets(lines: readonly string[], type: number): Buffer[] {
  const format = lines.find((line) => line.startsWith(`a=fmtp:${type} `)) ?? '';
  const values = ['sprop-vps', 'sprop-parameter-sets', 'sprop-sps', 'sprop-pps'].flatMap((name) => {
    const value = new RegExp(`[ ;]${name}=([^;\\s]{1,${MAX_SET_BASE64}})`, 'i').exec(format)?.[1];
    return value?.split(',', MAX_SETS) ?? [];
  });
  return values.map((value) => Buffer.from(value, 'base64')).filter(({ length }) => length > 1);
}
